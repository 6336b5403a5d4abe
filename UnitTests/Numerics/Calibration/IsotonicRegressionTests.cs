using MlPipelines.Numerics.Calibration;

namespace MlPipelines.UnitTests.Numerics.Calibration;

[TestClass]
public sealed class IsotonicRegressionTests
{
    private static readonly float[] X = [0.1f, 0.4f, 0.35f, 0.8f, 0.35f, 0.05f, 0.6f, 0.9f, 0.6f, 0.6f, 0.2f, 0.75f, 0.1f];

    private static readonly float[] Y = [0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0];

    private static readonly float[] Weights = [1, 2, 1, 0.5f, 1, 1, 3, 1, 1, 2, 1, 0, 1];

    private static readonly double[] Asked = [0, 0.1, 0.15, 0.3, 0.5, 0.7, 0.85, 1];

    /// <summary>scikit-learn 1.2.1's IsotonicRegression(out_of_bounds="clip") on the numbers of type float.</summary>
    [TestMethod]
    public void Fit_Points_GivesScikitLearnsFunction()
    {
        var function = IsotonicRegression.Fit(X, Y);

        Near(
            [0.05000000074505806, 0.10000000149011612, 0.20000000298023224, 0.75, 0.800000011920929, 0.8999999761581421],
            function.Places);
        Near([0, 0, 0.5, 0.5, 1, 1], function.Values);
        Near([0, 0, 0.24999998882412924, 0.5, 0.5, 0.5, 1, 1], [.. Asked.Select(function.Predict)]);
    }

    /// <summary>The same with sample_weight; the point of the weight 0 is left out.</summary>
    [TestMethod]
    public void Fit_WeightedPoints_GivesScikitLearnsFunction()
    {
        var function = IsotonicRegression.Fit(X, Y, Weights);

        Near(
            [0.05000000074505806, 0.10000000149011612, 0.20000000298023224, 0.6000000238418579, 0.800000011920929, 0.8999999761581421],
            function.Places);
        Near([0, 0, 0.45454545454545453, 0.45454545454545453, 1, 1], function.Values);
        Near(
            [0, 0, 0.22727271711284477, 0.45454545454545453, 0.45454545454545453, 0.7272726785052877, 1, 1],
            [.. Asked.Select(function.Predict)]);
    }

    [TestMethod]
    public void Fit_PointsInAnotherOrder_GivesTheSameFunction()
    {
        int[] order = [.. Enumerable.Range(0, X.Length).Select(i => i * 5 % X.Length)];

        var one = IsotonicRegression.Fit(X, Y);
        var other = IsotonicRegression.Fit([.. order.Select(i => X[i])], [.. order.Select(i => Y[i])]);

        CollectionAssert.AreEqual(one.Places, other.Places);
        CollectionAssert.AreEqual(one.Values, other.Values);
    }

    [TestMethod]
    public void Fit_FallingPoints_GivesTheirMeanEverywhere()
    {
        var function = IsotonicRegression.Fit([1, 2, 3], [9, 6, 0]);

        Near([5, 5, 5], [function.Predict(-9), function.Predict(2.5), function.Predict(7)]);
        Assert.IsTrue(double.IsNaN(function.Predict(double.NaN)));
    }

    [TestMethod]
    public void BadInput_IsRefused()
    {
        StringAssert.StartsWith(Error(() => IsotonicRegression.Fit([], [])), "There are no points that count.");
        StringAssert.StartsWith(Error(() => IsotonicRegression.Fit([1], [1], [0])), "There are no points that count.");
        StringAssert.StartsWith(
            Error(() => IsotonicRegression.Fit([1, float.NaN], [1, 2])),
            "Point 1 is (NaN, 2), where finite numbers were expected, and a weight of at least 0.");
        StringAssert.StartsWith(
            Error(() => new IsotonicRegression([1, 2], [1, 0])), "Point 1 of an isotonic function is (2, 0), where finite numbers were ");
        StringAssert.StartsWith(Error(() => new IsotonicRegression([1, 2], [1])), "There are 2 places and 1 values.");
    }

    private static string Error(Func<object> action) => Assert.ThrowsExactly<ArgumentException>(action).Message;

    private static void Near(double[] expected, double[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-12, $"{i}");
    }
}
