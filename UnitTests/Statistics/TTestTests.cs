using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>Expected figures: SciPy 1.10.1, <c>ttest_rel</c>, and the formula of Nadeau and Bengio over <c>scipy.stats.t</c>.</summary>
[TestClass]
public sealed class TTestTests
{
    [TestMethod]
    public void Paired_Differences_IsSciPys()
    {
        double[] first = [0.9755, 0.9747, 0.9761, 0.9739, 0.9750], second = [0.9699, 0.9702, 0.9741, 0.9725, 0.9711];

        var test = TTest.Paired([.. first.Zip(second, (a, b) => a - b)]);

        Assert.AreEqual(4.45057912673134, test.Statistic, 1e-9);
        Assert.AreEqual(4, test.Freedom);
        Assert.AreEqual(0.011241693515392587, test.PValue, 1e-10);
        Assert.AreEqual(0.00348, test.Estimate, 1e-12);
        Assert.AreEqual(0.001309040066256627, test.Interval.Low, 1e-10);
        Assert.AreEqual(0.005650959933743406, test.Interval.High, 1e-10);
    }

    /// <summary>Student 1908, hours of sleep gained with two drugs: t = 4.0621, p = 0.002833 (R, <c>help(sleep)</c>).</summary>
    [TestMethod]
    public void Paired_StudentsSleepData_IsThePublishedOne()
    {
        double[] differences = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

        var test = TTest.Paired(differences);

        Assert.AreEqual(4.0621, test.Statistic, 5e-5);
        Assert.AreEqual(0.002833, test.PValue, 5e-7);
        Assert.AreEqual(0.7001142, test.Interval.Low, 5e-8);
        Assert.AreEqual(2.4598858, test.Interval.High, 5e-8);
    }

    [TestMethod]
    public void CorrectedResampled_TenFolds_WidensTheError()
    {
        double[] differences = [0.012, 0.004, -0.003, 0.015, 0.008, 0.011, 0.002, 0.009, -0.001, 0.013];

        var test = TTest.CorrectedResampled(differences, trainRows: 900, testRows: 100);

        Assert.AreEqual(2.464248652191706, test.Statistic, 1e-9);
        Assert.AreEqual(0.03590749064444273, test.PValue, 1e-10);
        Assert.AreEqual(0.0005740656182957916, test.Interval.Low, 1e-10);
        Assert.IsGreaterThan(TTest.Paired(differences).PValue, test.PValue);
    }

    [TestMethod]
    public void Paired_NoSpread_SaysThatThereIsNoEvidence()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => TTest.Paired([0.25, 0.25, 0.25]));

        Assert.StartsWith(
            "A paired t-test needs differences that vary; all 3 are 0.25. Repetitions that change nothing are no evidence.",
            exception.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TTest.CorrectedResampled([1, 2], 0, 5));
    }

    /// <summary>The first n for which effect / √(1/n + test/train) reaches the quantile 1 − significance/2 of t.</summary>
    [TestMethod]
    [DataRow(1.0, 0.05, 159)]
    [DataRow(1.5, 0.05, 8)]
    [DataRow(1.5, 0.05 / 7, 38)]
    [DataRow(0.9, 0.05, null)]
    public void SplitsNeeded_Effect_IsTheFirstNumberThatReachesTheQuantile(double effect, double significance, int? expected)
    {
        double[] differences = [effect + 1, effect - 1, effect + 1, effect - 1, effect]; // deviation 1
        Assert.AreEqual(expected, TTest.SplitsNeeded(differences, 80, 20, significance));
    }
}
