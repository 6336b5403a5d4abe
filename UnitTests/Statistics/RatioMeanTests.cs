using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class RatioMeanTests
{
    /// <summary>
    /// NumPy and SciPy 1.10.1: <c>exp(mean(d))</c> and <c>exp(t.interval(0.95, 5, mean(d), sem(d)))</c>, d = log a − log b.
    /// </summary>
    [TestMethod]
    public void Of_SixDataSets_IsSciPys()
    {
        double[] a = [0.35, 0.22, 0.42, 0.2, 0.5, 0.19], b = [0.55, 0.54, 0.34, 0.33, 0.5, 0.2];

        var ratio = RatioMean.Of(a, b);
        var turned = RatioMean.Of(b, a);

        Assert.AreEqual(6, ratio.Count);
        Assert.AreEqual(0.7544388627093591, ratio.Mean, 1e-12);
        Assert.AreEqual(0.49167791278448025, ratio.Interval!.Value.Low, 1e-9);
        Assert.AreEqual(1.1576236856823827, ratio.Interval.Value.High, 1e-9);
        Assert.AreEqual(1 / ratio.Mean, turned.Mean, 1e-12);
        Assert.AreEqual(1 / ratio.Interval.Value.Low, turned.Interval!.Value.High, 1e-9);
    }

    [TestMethod]
    public void Of_EqualRatios_HasNoInterval()
    {
        Assert.IsNull(RatioMean.Of([1, 2, 4], [2, 4, 8]).Interval);
        Assert.AreEqual(0.5, RatioMean.Of([1, 2, 4], [2, 4, 8]).Mean, 1e-15);
        Assert.IsNull(RatioMean.Of([3], [2]).Interval);
    }

    [TestMethod]
    public void Of_BadFigures_SaysWhat()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => RatioMean.Of([1, 0], [1, 1])).Message,
            "A mean of ratios needs figures above 0; figure 2 of 2 is 0. Compare by a loss or an error.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => RatioMean.Of([1, 2], [1])).Message,
            "A mean of ratios compares pairs; found 2 and 1 values.");
    }
}
