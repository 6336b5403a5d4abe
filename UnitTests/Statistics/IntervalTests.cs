using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>Expected figures: SciPy 1.10.1, <c>scipy.stats.t.interval</c> and <c>bootstrap</c>, NumPy 1.24.</summary>
[TestClass]
public sealed class IntervalTests
{
    private static readonly double[] Skewed = [0.012, 0.004, -0.003, 0.015, 0.008, 0.011, 0.002, 0.009, -0.001, 0.013];

    [TestMethod]
    public void StudentInterval_Values_IsSciPys()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];

        var interval = StudentInterval.Of(values);
        var wide = StudentInterval.Of(values, 0.99);

        Assert.AreEqual(3.2125120822041073, interval.Low, 1e-9);
        Assert.AreEqual(6.787487917795893, interval.High, 1e-9);
        Assert.AreEqual(2.3546392794246493, wide.Low, 1e-9);
        Assert.AreEqual(7.645360720575351, wide.High, 1e-9);
    }

    [TestMethod]
    public void Percentile_Values_IsSciPys()
    {
        var interval = BootstrapInterval.Percentile(Skewed, seed: 3, resamples: 200_000);

        Assert.AreEqual(0.0033, interval.Low, 0.0001); // means are multiples of 1e-4
        Assert.AreEqual(0.0105, interval.High, 0.0001);
    }

    [TestMethod]
    public void Studentized_Values_IsThatOfTwoMillionResamplesInNumPy()
    {
        var interval = BootstrapInterval.Studentized(Skewed, seed: 3, resamples: 200_000);

        Assert.AreEqual(0.0016948, interval.Low, 0.00005); // simulation error of a 2.5 % quantile
        Assert.AreEqual(0.0110506, interval.High, 0.00005);
    }

    /// <summary>
    /// A third of the resamples lack the value that differs; what spread they have, by rounding or not, is divided by nowhere.
    /// </summary>
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1.0000005)]
    public void Studentized_NearlyAllEqualButOne_StaysNearThem(double other)
    {
        double[] values = [.. Enumerable.Repeat(1.0, 8), other, 0.995];

        var interval = BootstrapInterval.Studentized(values, seed: 1);

        Assert.IsTrue(interval.Low is > 0.99 and < 0.9995 && interval.High is > 0.9995 and < 1.01, $"{interval}");
    }

    [TestMethod]
    public void Studentized_SameSeed_IsTheSameBitwise()
    {
        Assert.AreEqual(BootstrapInterval.Studentized(Skewed, 5), BootstrapInterval.Studentized(Skewed, 5));
        Assert.AreNotEqual(BootstrapInterval.Studentized(Skewed, 5), BootstrapInterval.Studentized(Skewed, 6));
    }

    [TestMethod]
    public void Of_BadValues_SaysWhat()
    {
        var few = Assert.ThrowsExactly<ArgumentException>(() => StudentInterval.Of([1]));
        Assert.StartsWith("A t-interval needs at least 2 values; found 1. Run more seeds.", few.Message);
        var missing = Assert.ThrowsExactly<ArgumentException>(() => BootstrapInterval.Percentile([1, 2, double.NaN], 1));
        Assert.StartsWith(
            "A bootstrap interval needs finite values; value 3 of 3 is NaN. Leave out what failed, in every learner alike.",
            missing.Message);
        var equal = Assert.ThrowsExactly<ArgumentException>(() => BootstrapInterval.Studentized([2, 2, 2], 1));
        Assert.StartsWith("A studentized bootstrap needs values that differ; all 3 are 2.", equal.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentInterval.Of([1, 2], 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BootstrapInterval.Percentile([1, 2, 3], 1, resamples: 10));
    }
}
