using MlPipelines.Numerics.Calibration;

namespace MlPipelines.UnitTests.Numerics.Calibration;

[TestClass]
public sealed class ProbabilityCalibrationTests
{
    private const int Classes = 3;

    private static readonly int[] Labels = [.. Enumerable.Range(0, 40).Select(row => row * 7 % Classes)];

    /// <summary>Forty rows that are too sure of themselves: every fourth one knows nothing of its class.</summary>
    private static readonly float[] Probabilities = [.. Enumerable.Range(0, 40).SelectMany(row =>
    {
        double[] parts = [.. Enumerable.Range(0, Classes).Select(label => Math.Exp(
            (((row * 5) + (label * 11)) % 13 / 2.0) + (label == row * 7 % Classes && row % 4 != 0 ? 1.5 : 0)))];
        return parts.Select(part => (float)(part / parts.Sum()));
    })];

    /// <summary>scipy 1.10's minimize_scalar (Brent) of the mean log-loss over 1 / T, on the numbers of type float.</summary>
    [TestMethod]
    public void TemperatureFit_Rows_GivesScipysMinimum()
    {
        Assert.AreEqual(3.8054012, TemperatureScaling.Fit(Probabilities, Classes, Labels).Temperature, 1e-5);
        float[] weights = [.. Enumerable.Range(0, 40).Select(row => 1f + (row % 3))];
        Assert.AreEqual(3.4085727, TemperatureScaling.Fit(Probabilities, Classes, Labels, weights).Temperature, 1e-5);
    }

    /// <summary>NumPy: the softmax of ln(p) / T of the first two rows.</summary>
    [TestMethod]
    public void TemperatureApply_Rows_GivesNumPysProbabilities()
    {
        var scaling = TemperatureScaling.Fit(Probabilities, Classes, Labels);

        Near([0.11756681125512235, 0.49885768565687383, 0.38357550308800387], Applied(scaling, 0), 1e-6);
        Near([0.36608126042166506, 0.4174845388010214, 0.2164342007773136], Applied(scaling, 1), 1e-6);
    }

    [TestMethod]
    public void TemperatureFit_Bounds_AreKept()
    {
        float[] sure = [0.1f, 0.9f, 0.9f, 0.1f];
        Assert.AreEqual(TemperatureScaling.Least, TemperatureScaling.Fit(sure, 2, [1, 0]).Temperature, 1e-12, "all right");
        Assert.AreEqual(TemperatureScaling.Greatest, TemperatureScaling.Fit(sure, 2, [0, 1]).Temperature, 1e-12, "all wrong");
        var impossible = new float[] { 0, 1 };
        TemperatureScaling.Fit(sure, 2, [0, 1]).Apply(impossible);
        Assert.IsTrue(impossible[0] > 0 && Math.Abs(impossible.Sum() - 1) < 1e-6);
    }

    /// <summary>scikit-learn's IsotonicRegression of each class against the rest, their sum made 1.</summary>
    [TestMethod]
    public void IsotonicApply_SeveralClasses_GivesScikitLearnsProbabilities()
    {
        var calibration = IsotonicCalibration.Fit(Probabilities, Classes, Labels);

        double[][] expected =
        [
            [0.16666666666666666, 0.4666666666666666, 0.36666666666666664], [0.2631578947368421, 0.7368421052631579, 0],
            [0.2246696035242291, 0.11629955947136565, 0.6590308370044053], [0.2542372881355932, 0, 0.7457627118644068],
        ];
        for (var row = 0; row < expected.Length; row++)
            Near(expected[row], Applied(calibration, row), 1e-6);
    }

    [TestMethod]
    public void IsotonicApply_TwoClasses_CalibratesTheSecond()
    {
        float[] probabilities = [0.9f, 0.1f, 0.7f, 0.3f, 0.4f, 0.6f, 0.2f, 0.8f];

        var calibration = IsotonicCalibration.Fit(probabilities, 2, [0, 1, 0, 1]);

        Assert.HasCount(1, calibration.Curves);
        float[] row = [0.55f, 0.45f];
        calibration.Apply(row);
        Near([0.5, 0.5], row, 1e-6);
        row = [0.95f, 0.05f];
        calibration.Apply(row);
        Near([1, 0], row, 0);
    }

    [TestMethod]
    public void IsotonicApply_RowWithoutAnyClass_BecomesUniform()
    {
        IsotonicRegression never = new([0.5, 0.9], [0, 1]);
        float[] row = [0.4f, 0.3f, 0.3f];

        new IsotonicCalibration([never, never, never]).Apply(row);

        Near([1 / 3.0, 1 / 3.0, 1 / 3.0], row, 1e-7);
    }

    [TestMethod]
    public void BadInput_IsRefused()
    {
        StringAssert.StartsWith(
            Error(() => TemperatureScaling.Fit([0.5f, 0.5f], 2, [0, 1])),
            "2 rows of 2 probabilities were expected, and at least one row; got 2 probabilities.");
        StringAssert.StartsWith(
            Error(() => TemperatureScaling.Fit([0.5f, float.NaN], 2, [0])),
            "Row 0 has NaN for class 1, where a probability from 0 to 1 was expected.");
        StringAssert.StartsWith(
            Error(() => IsotonicCalibration.Fit([0.5f, 0.5f], 2, [0], [-1])),
            "Row 0 has the weight -1, where a finite number of at least 0 was expected.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new TemperatureScaling(2, 1).Apply(new float[3])).Message,
            "2 probabilities were expected, one for each class, got 3.");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TemperatureScaling(2, 0));
        StringAssert.StartsWith(Error(() => new IsotonicCalibration([])), "One function, or at least three, were expected; found 0.");
    }

    private static float[] Applied(ProbabilityCalibration calibration, int row)
    {
        var values = Probabilities.AsSpan(row * Classes, Classes).ToArray();
        calibration.Apply(values);
        return values;
    }

    private static string Error(Func<object> action) => Assert.ThrowsExactly<ArgumentException>(action).Message;

    private static void Near(double[] expected, float[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"{i}");
    }
}
