using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class WilcoxonSignedRankTestTests
{
    /// <summary>
    /// Hollander and Wolfe 1973, Hamilton's depression scale before and after tranquillizers: V = 40, one-sided p 0.01953 (R,
    /// <c>help(wilcox.test)</c>).
    /// </summary>
    [TestMethod]
    public void Of_DepressionScales_IsThePublishedOne()
    {
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

        var test = WilcoxonSignedRankTest.Of([.. before.Zip(after, (a, b) => a - b)]);

        Assert.AreEqual(40, test.PositiveRanks);
        Assert.AreEqual(5, test.NegativeRanks);
        Assert.AreEqual(0.0390625, test.PValue, 1e-15);
    }

    [TestMethod]
    public void Of_Ties_EqualsAllChoicesOfSigns()
    {
        double[] differences = [1, -1, 2, 2, -3, 4, 4, 5, 0];

        var test = WilcoxonSignedRankTest.Of(differences);

        Assert.AreEqual(8, test.Count);
        Assert.AreEqual(6.5, test.NegativeRanks);
        Assert.AreEqual(0.1328125, test.PValue, 1e-15); // 34 of 256 choices of signs are as far out
    }

    /// <summary>SciPy 1.10.1, <c>wilcoxon(x, mode='approx', correction=True)</c>.</summary>
    [TestMethod]
    public void Of_ManyWithTies_IsSciPysNormalApproximation()
    {
        double[] differences =
        [
            2.3, -2.3, 0.7, -0.3, -0.2, 0.1, -1.7, 0.1, -0.6, 3.6, 0.5, -0.1, 0.0, -0.4, -0.8, -0.1, 0.8, 0.1, 1.3, 0.1,
            0.3, 1.8, 0.8, -0.2, 0.1, 0.8, 2.2, 0.0, 0.1, 1.3, -0.6, 0.0, 1.2, 0.9, 0.4, 1.0, -2.5, 1.3, -0.7, -1.4,
            0.6, 1.0, -0.1, -0.8, 0.3, 0.2, 1.7, 1.0, 0.5, 1.4, 0.1, -0.6, 0.9, 0.9, 0.1, -0.5, 0.5, -2.2, 1.0, 0.8,
            -1.3, 0.4, -0.7, 1.1, -1.7, -0.6, 1.0, 1.5, -1.9, -0.2, 0.6, -0.3, 1.9, -0.9, 0.7, -0.7, 1.7, 0.3, -0.1, -1.4,
        ];

        var test = WilcoxonSignedRankTest.Of(differences);

        Assert.IsFalse(test.IsExact);
        Assert.AreEqual(77, test.Count);
        Assert.AreEqual(1135.5, Math.Min(test.PositiveRanks, test.NegativeRanks));
        Assert.AreEqual(0.06327670625606899, test.PValue, 1e-10);
    }

    [TestMethod]
    public void Of_OnlyZerosOrNaN_TiesOrRefuses()
    {
        Assert.AreEqual(1, WilcoxonSignedRankTest.Of([0, 0]).PValue);
        Assert.ThrowsExactly<ArgumentException>(() => WilcoxonSignedRankTest.Of([]));
        Assert.ThrowsExactly<ArgumentException>(() => WilcoxonSignedRankTest.Of([1, double.PositiveInfinity]));
    }
}
