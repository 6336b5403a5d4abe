using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class MeanTestTests
{
    private static readonly double[] Differences = [0.012, 0.004, -0.003, 0.015, 0.008];

    [TestMethod]
    public void OfSeeds_AnyValue_HasThePValueOfTheShiftedTest()
    {
        var test = MeanTest.OfSeeds(Differences);

        Assert.AreEqual(TTest.Paired(Differences).PValue, test.PValue(0), 1e-12);
        Assert.AreEqual(TTest.Paired([.. Differences.Select(d => d - 0.02)]).PValue, test.PValue(0.02), 1e-12);
        Assert.AreEqual(TTest.Paired(Differences, 0.9).Interval, test.IntervalAt(0.9));
        var end = test.IntervalAt(0.95)!.Value.High;
        Assert.AreEqual(0.05, test.PValue(end), 1e-9, "p-values and intervals agree");
    }

    [TestMethod]
    public void OneSidedPValue_BothSides_AddUpToOne()
    {
        var test = MeanTest.OfSeeds(Differences);

        Assert.AreEqual(test.PValue(0) / 2, test.OneSidedPValue(0, above: true), 1e-12);
        Assert.AreEqual(1, test.OneSidedPValue(0, above: true) + test.OneSidedPValue(0, above: false), 1e-12);
        Assert.AreEqual(test.PValue(0.1) / 2, test.OneSidedPValue(0.1, above: false), 1e-12);
    }

    [TestMethod]
    public void OfSplits_Differences_AreTestedWithTheCorrection()
    {
        var test = MeanTest.OfSplits(Differences, 80, 20, "folds");

        Assert.AreEqual("corrected resampled t-test, 5 folds", test.Method);
        Assert.AreEqual(TTest.CorrectedResampled(Differences, 80, 20).PValue, test.PValue(0), 1e-12);
    }

    [TestMethod]
    public void OfSeeds_WithoutSpread_IsNoTest()
    {
        var test = MeanTest.OfSeeds([0.25, 0.25, 0.25]);

        Assert.AreEqual((false, 1.0, 0.25), (test.HasIntervals, test.PValue(0), test.Estimate));
        Assert.IsNull(test.IntervalAt(0.95));
    }

    /// <summary>SciPy's binomtest(900, 1000): its interval, and twice its smaller tail.</summary>
    [TestMethod]
    public void OfShare_Rows_IsTheExactBinomialTest()
    {
        var test = MeanTest.OfShare(0.9, 1000);

        Assert.AreEqual(0.8797120635, test.IntervalAt(0.95)!.Value.Low, 1e-7);
        Assert.AreEqual(0.9178946656, test.IntervalAt(0.95)!.Value.High, 1e-7);
        Assert.AreEqual(0.0532810663, test.PValue(0.88), 1e-7);
    }

    [TestMethod]
    public void ExactProportion_NoneAndFew_GiveSciPysIntervals()
    {
        Assert.AreEqual(0.1684334710, ExactProportion.Interval(0, 20).High, 1e-8);
        Assert.AreEqual(0, ExactProportion.Interval(0, 20).Low);
        Assert.AreEqual(0.1138797633, ExactProportion.Interval(7, 20, 0.99).Low, 1e-8);
        Assert.AreEqual(0.6565685842, ExactProportion.Interval(7, 20, 0.99).High, 1e-8);
        Assert.AreEqual((1.0, 0.0), (ExactProportion.PValue(0, 20, 0), ExactProportion.PValue(1, 20, 0)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ExactProportion.PValue(21, 20, 0.5));
    }

    /// <summary>statsmodels 0.13.5: confint_proportions_2indep(900, 1000, 850, 1000, method="newcomb").</summary>
    [TestMethod]
    public void OfShares_TwoLearners_GiveNewcombesInterval()
    {
        var test = MeanTest.OfShares(0.9, 0.85, 1000);

        var interval = test.IntervalAt(0.95)!.Value;
        Assert.AreEqual(0.0210461970, interval.Low, 1e-7);
        Assert.AreEqual(0.0790321382, interval.High, 1e-7);
        Assert.AreEqual(0.05, test.PValue(interval.Low), 1e-6, "p-values and intervals agree");
        Assert.IsLessThan(0.001, test.PValue(0));
        Assert.AreEqual(1, test.PValue(0.05), 1e-6);
    }

    [TestMethod]
    public void OfFact_Number_IsWhatItIs()
    {
        var test = MeanTest.OfFact(64_010, 10);

        Assert.AreEqual((1.0, 0.0), (test.PValue(64_010), test.PValue(65_000)));
        Assert.IsFalse(test.HasIntervals);
    }
}
