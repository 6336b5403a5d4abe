using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class ComparisonTests
{
    private static readonly double[] Good = [0.91, 0.92, 0.90, 0.93, 0.91], Bad = [0.85, 0.87, 0.86, 0.87, 0.84];

    [TestMethod]
    public void OfSeeds_ClearDifference_NamesTheBetterOne()
    {
        Assert.AreEqual(Outcome.First, Comparison.OfSeeds(Good, Bad).Outcome);
        Assert.AreEqual(Outcome.Second, Comparison.OfSeeds(Bad, Good).Outcome);
        Assert.AreEqual(Outcome.Second, Comparison.OfSeeds(Good, Bad, lowerIsBetter: true).Outcome);
        Assert.AreEqual("paired t-test, 5 seeds", Comparison.OfSeeds(Good, Bad).Evidence);
    }

    [TestMethod]
    public void OfSeeds_SameDifferenceForEverySeed_IsATie()
    {
        var comparison = Comparison.OfSeeds([0.75, 0.75, 0.75], [0.5, 0.5, 0.5]);

        Assert.AreEqual(Outcome.Tie, comparison.Outcome);
        Assert.AreEqual("3 seeds, all with the same difference: no test", comparison.Evidence);
        Assert.AreEqual(0.25, comparison.Difference);
        Assert.IsNull(comparison.Interval);
    }

    [TestMethod]
    public void OfSeeds_TenSeeds_BothIntervalsLieInTheOne()
    {
        double[] differences = [0.012, 0.004, -0.003, 0.015, 0.008, 0.011, 0.002, 0.009, -0.001, 0.013];

        var comparison = Comparison.OfDifferences(differences);

        var student = StudentInterval.Of(differences);
        Assert.AreEqual("paired t-test and studentized bootstrap, 10 seeds", comparison.Evidence);
        Assert.AreEqual(Outcome.First, comparison.Outcome);
        Assert.IsTrue(comparison.Interval is { } interval && interval.Contains(student.Low) && interval.Contains(student.High));
    }

    [TestMethod]
    public void OfSplits_Differences_AreJudgedMoreCarefullyThanSeeds()
    {
        double[] differences = [0.012, 0.004, -0.003, 0.015, 0.008];

        var splits = Comparison.OfSplits(differences, 80, 20);

        Assert.AreEqual("corrected resampled t-test, 5 splits", splits.Evidence);
        Assert.AreEqual(TTest.CorrectedResampled(differences, 80, 20).PValue, splits.PValue);
        Assert.IsGreaterThan(Comparison.OfDifferences(differences).PValue, splits.PValue);
        Assert.AreEqual(Outcome.Tie, Comparison.OfSplits([0.1, 0.1, 0.1], 80, 20).Outcome);
    }

    [TestMethod]
    public void OfDataSets_RanksAndMeanPointApart_IsATie()
    {
        var zero = new double[10];
        double[] mostlyHigher = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, -100];

        Assert.AreEqual(Outcome.First, Comparison.OfDataSets([1, 2, 3, 4, 5, 6, 7, 8], new double[8]).Outcome);
        Assert.AreEqual(Outcome.Tie, Comparison.OfDataSets(mostlyHigher, zero).Outcome);
    }

    [TestMethod]
    public void Adjusted_Family_TakesWinnersThatHolmDoesNotSupport()
    {
        var barely = Comparison.OfDataSets([1, 2, 3, 4, 5, 6, 7, -1.5], new double[8]);
        Assert.AreEqual(Outcome.First, barely.Outcome);

        var family = Comparison.Adjusted(
            [barely, Comparison.OfDataSets([1, -1.5], new double[2]), Comparison.OfDataSets(
                [.. Enumerable.Range(1, 20).Select(i => (double)i)], new double[20])]);

        Assert.AreEqual(Outcome.First, family[2].Outcome);
        Assert.AreEqual(Outcome.Tie, family[1].Outcome);
        Assert.AreEqual(2 * barely.PValue, family[0].PValue, 1e-15);
        Assert.AreEqual(Outcome.First, Comparison.Adjusted([barely])[0].Outcome);
        Assert.AreEqual(Outcome.Tie, Comparison.Adjusted([barely, barely, barely])[0].Outcome);
        Assert.AreEqual("Wilcoxon's signed-rank test, 8 data sets, Holm over 3", family[0].Evidence);
    }

    /// <summary>
    /// The interval of one of m comparisons has Bonferroni's level. Where Holm finds a difference that it does not, the interval ends at 0;
    /// everywhere an interval holds 0 between its ends exactly where there is no winner.
    /// </summary>
    [TestMethod]
    public void Adjusted_Intervals_HoldTogetherAndAgreeWithTheOutcomes()
    {
        double[] noise = [0.011, -0.004, 0.007, -0.009, 0.002];
        foreach (var scale in Enumerable.Range(1, 60).Select(i => 0.0004 * i))
        {
            var family = Comparison.Adjusted(
                [.. Enumerable.Range(1, 8).Select(i => Comparison.OfDifferences([.. noise.Select(value => (scale * i) + value)]))]);
            foreach (var comparison in family)
            {
                Assert.AreEqual(1 - (0.05 / 8), comparison.Interval!.Value.Level, 1e-12);
                Assert.AreEqual(comparison.PValue < 0.05, comparison.Outcome != Outcome.Tie);
                Assert.AreEqual(comparison.Outcome == Outcome.Tie, comparison.Interval is { Low: < 0, High: > 0 });
            }
        }

        double[] strong = [.. noise.Select(value => 0.1 + value)], fair = [.. noise.Select(value => 0.01 + value)];
        var two = Comparison.Adjusted([Comparison.OfDifferences(strong), Comparison.OfDifferences(fair)]);
        Assert.IsTrue(StudentInterval.Of(fair, 0.95).Low > 0 && StudentInterval.Of(fair, 0.975).Low < 0, "Holm alone finds it");
        Assert.AreEqual((Outcome.First, 0.0), (two[1].Outcome, two[1].Interval!.Value.Low));
        Assert.AreEqual(StudentInterval.Of(strong, 0.975), two[0].Interval);
        Assert.AreEqual("paired t-test, 5 seeds, Holm over 2, interval of level 0.975", two[1].Evidence);
    }

    [TestMethod]
    public void Withdrawn_Winner_IsATieWithoutAnInterval()
    {
        var withdrawn = Comparison.OfSeeds(Good, Bad).Withdrawn("it failed");

        Assert.AreEqual((Outcome.Tie, null, 1.0), (withdrawn.Outcome, withdrawn.Interval, withdrawn.PValue));
        Assert.AreEqual("paired t-test, 5 seeds; it failed", withdrawn.Evidence);
    }

    [TestMethod]
    public void OfSeeds_BadFigures_SaysWhat()
    {
        var unequal = Assert.ThrowsExactly<ArgumentException>(() => Comparison.OfSeeds([1, 2], [1]));
        Assert.StartsWith(
            "A comparison over seeds compares pairs; found 2 and 1 values. Give one value of each learner for each seed.", unequal.Message);
        var few = Assert.ThrowsExactly<ArgumentException>(() => Comparison.OfSeeds([1], [1]));
        Assert.StartsWith("A comparison over seeds needs at least 2 values; found 1. Run more seeds.", few.Message);
        Assert.ThrowsExactly<ArgumentException>(() => Comparison.OfSeeds([1, double.NaN], [1, 2]));
    }
}
