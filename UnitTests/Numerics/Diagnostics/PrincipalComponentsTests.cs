using MlPipelines.Numerics.Diagnostics;

namespace MlPipelines.UnitTests.Numerics.Diagnostics;

[TestClass]
public sealed class PrincipalComponentsTests
{
    [TestMethod]
    public void Of_PointsOnTwoDirections_FindsThem()
    {
        // About (5, …, 5): along the first direction −3, −1, 1, 3, across it 1, −1, −1, 1.
        const int D = 1000;
        double[] along = [-3, -1, 1, 3], across = [1, -1, -1, 1];
        ReadOnlyMemory<float>[] points = [.. Enumerable.Range(0, 4)
            .Select(i => (ReadOnlyMemory<float>)Enumerable.Range(0, D)
            .Select(d => 5 + (float)((along[i] * (d < 500 ? 1 : 0)) + (across[i] * (d < 500 ? 0 : 1)))).ToArray())];

        var components = PrincipalComponents.Of(points);

        var side = Math.Sqrt(500);
        for (var i = 0; i < 4; i++)
        {
            Assert.AreEqual(Math.Abs(along[i]) * side, Math.Abs(components.Scores[0][i]), 1e-5);
            Assert.AreEqual(Math.Abs(across[i]) * side, Math.Abs(components.Scores[1][i]), 1e-5);
        }

        Assert.IsLessThan(0, components.Scores[0][0] * components.Scores[0][3]);
        Assert.AreEqual(20.0 / 24, components.Shares[0], 1e-9);
        Assert.AreEqual(4.0 / 24, components.Shares[1], 1e-9);
    }

    /// <summary>All components keep the distances between points.</summary>
    [TestMethod]
    public void Of_AllComponents_KeepDistances()
    {
        var random = new Random(3);
        double[][] points = [.. Enumerable.Range(0, 9).Select(_ => Enumerable.Range(0, 50).Select(_ => random.NextDouble()).ToArray())];

        var components = PrincipalComponents.Of([.. points.Select(point => (ReadOnlyMemory<double>)point)], 9);

        Assert.AreEqual(1, components.Shares.Sum(), 1e-12);
        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.AreEqual(
                    points[i].Zip(points[j], (a, b) => (a - b) * (a - b)).Sum(), components.Scores.Sum(
                        own => (own[i] - own[j]) * (own[i] - own[j])), 1e-10);
            }
        }
    }

    [TestMethod]
    public void Of_OnePointTwice_HasNoVariance()
    {
        var components = Of([1, 2], [1, 2]);

        CollectionAssert.AreEqual(new double[] { 0, 0 }, components.Shares.ToArray());
    }

    [TestMethod]
    public void Of_BadPoints_Throws()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Of([1])).Message, "Principal components need two points or more; found 1.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Of([1], [1, 2])).Message, "Point 1 (from 0) has 2 numbers, point 0 has 1.");
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => Of([1], [float.NaN])).Message,
            "Point 1 (from 0) has a number that is not finite.");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PrincipalComponents.Of<float>([new float[1], new float[1]], 3));
    }

    private static PrincipalComponents Of(params float[][] points) =>
        PrincipalComponents.Of<float>([.. points.Select(point => (ReadOnlyMemory<float>)point)], Math.Min(2, points.Length));
}
