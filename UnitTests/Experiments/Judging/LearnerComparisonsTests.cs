using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class LearnerComparisonsTests
{
    private static readonly double[] Noise = [0.011, -0.004, 0.007, -0.009, 0.002];

    private static Experiment Example(int learners, int seeds, int? folds = null) => ClaimTrials.Experiment(seeds, []) with
    {
        Learners = [.. Enumerable.Range(0, learners).Select(i => new LearnerSpec("mlp", $"l{i}", Settings.Empty))],
        Sweep = [],
        DataSets = [folds is null ? "countries-map" : "f.csv"],
        Csv = folds is null ? null : new CsvSource("f.csv", new CsvOptions(), folds),
    };

    private static LearnerComparisons? Compare(Experiment experiment, Func<string, int, double> accuracy) =>
        LearnerComparisons.Of("s/e", experiment, ClaimTrials.Of(experiment, accuracy), (80, 20));

    [TestMethod]
    public void Of_ClearDifference_NamesTheBetterWhereverItStands()
    {
        var found = Compare(
            Example(3, 5), (learner, seed) => (learner == "l1" ? 0.9 : 0.8) + (learner == "l2" ? Noise[seed % 5] : Noise[seed - 1]))!;

        Assert.AreEqual(
            "Compared by test accuracy (higher is better), paired t-test over seeds, level 0.95, Holm over 3 comparisons, "
                + "intervals of level 0.98333 that hold together:", found.Heading);
        CollectionAssert.AreEqual(
            new[] { null, null, "l1" }, found.Pairs.Select(pair => pair.Better).ToList(),
            "the first has the same difference in every seed");
        Assert.AreEqual(
            "l0 and l1: no difference that the test supports: -0.1000, the same in every one, which is no evidence",
            found.Pairs[0].ToString());
        StringAssert.StartsWith(found.Pairs[2].ToString(), "l1 better than l2: +0.1000 (+0.0");
        StringAssert.StartsWith(found.Caveat, "Every seed has the same rows: ");
    }

    [TestMethod]
    [DataRow(
        "rows=50", "rows=50",
        "Every seed draws training rows of its own (the setting rows), the same for all learners: this tells of chance in training and of "
            + "other training rows, not of other test rows.")]
    [DataRow("rows=50", "", "Every seed has the same rows: this tells of chance in training, not of other rows.")]
    public void Of_DrawnTrainingRows_SaysWhatTheSeedsChange(string first, string second, string expected)
    {
        var experiment = Example(2, 5)
            with
        { Learners = [new LearnerSpec("mlp", "l0", Settings.Parse(first)), new LearnerSpec("mlp", "l1", Settings.Parse(second))] };

        Assert.AreEqual(expected, Compare(experiment, (learner, seed) => learner == "l1" ? 0.9 : 0.8 + Noise[seed - 1])!.Caveat);
    }

    [TestMethod]
    public void Of_SecondBetter_TurnsThePairWithItsInterval()
    {
        var pair = Compare(Example(2, 5), (learner, seed) => learner == "l1" ? 0.9 : 0.8 + Noise[seed - 1])!.Pairs.Single();
        var interval = pair.Comparison.Interval!.Value;

        Assert.AreEqual("l1", pair.Better);
        var (mean, least, most) = (-pair.Comparison.Difference, -interval.High, -interval.Low);
        Assert.AreEqual(
            FormattableString.Invariant(
                $"l1 better than l0: +{mean:0.0000} (+{least:0.0000} to +{most:0.0000}), p {pair.Comparison.PValue:0.0E+0}"),
            pair.ToString());
    }

    [TestMethod]
    public void Of_Folds_UsesTheCorrectedTest()
    {
        double[] differences = [.. Noise.Select(value => value + 0.01)];
        var found = Compare(Example(2, 5, folds: 5), (learner, seed) => 0.8 + (learner == "l0" ? differences[seed - 1] : 0))!;

        Assert.AreEqual("Compared by test accuracy (higher is better), corrected resampled t-test over folds, level 0.95:", found.Heading);
        Assert.AreEqual(TTest.CorrectedResampled(differences, 80, 20).PValue, found.Pairs.Single().Comparison.PValue, 1e-9);
        Assert.IsNull(found.Caveat);
    }

    [TestMethod]
    public void Of_ManyLearners_ComparesEachWithTheFirst()
    {
        var found = Compare(Example(6, 5), (learner, seed) => Noise[(seed + learner[1]) % 5])!;

        CollectionAssert.AreEqual(
            Enumerable.Range(1, 5).Select(i => ("l0", $"l{i}")).ToList(), found.Pairs.Select(pair => (pair.First, pair.Second)).ToList());
    }

    /// <summary>Three of twelve seeds are good, and better than the other's: without the failed ones they would be called better.</summary>
    [TestMethod]
    public void Of_LearnerThatDivergedInMostSeeds_LosesItsPairs()
    {
        var experiment = Example(2, 12);
        var trials = ClaimTrials.Diverged(
            ClaimTrials.Of(
                experiment,
                (learner, seed) => learner == "l0" ? 0.83 + (Noise[seed % 5] / 10) : seed == 1 ? 0.5 : 0.8 + Noise[(seed + 2) % 5]),
            trial => trial is { Learner: "l0", Seed: <= 9 });

        var found = LearnerComparisons.Of("s/e", experiment, trials, (80, 20))!;
        var pair = found.Pairs.Single();

        Assert.AreEqual("l1", pair.Better);
        StringAssert.StartsWith(pair.ToString(), "l1 better than l0: +0.1");
        StringAssert.EndsWith(pair.ToString(), "; l0 diverged in 9 of 12 seeds");
        StringAssert.StartsWith(
            found.Caveat,
            "Where a trial failed or diverged, the worst figure found, 0.5000, counts in its place; where both did, they are alike. A "
                + "learner with such trials is never called better. Every seed has the same rows: ");
        StringAssert.EndsWith(
            ComparisonsTable.Text(found.Pairs).TrimEnd().Split('"')[1],
            "12 seeds; l0 diverged in 9 of 12 seeds, counted as the worst figure found, 0.5");
    }

    [TestMethod]
    public void Of_LearnerThatDivergedOnceAndIsBetterElse_IsNotCalledBetter()
    {
        var experiment = Example(2, 12);
        var trials = ClaimTrials.Diverged(
            ClaimTrials.Of(experiment, (learner, seed) => learner == "l0" ? 0.95 : 0.8 + Noise[seed % 5]),
            trial => trial is { Learner: "l0", Seed: 3 });

        var pair = LearnerComparisons.Of("s/e", experiment, trials, (80, 20))!.Pairs.Single();

        Assert.IsNull(pair.Better);
        Assert.AreEqual((null, 1.0), (pair.Comparison.Interval, pair.Comparison.PValue));
        StringAssert.EndsWith(pair.ToString(), ", l0 diverged in 1 of 12 seeds, so that it is not called better");
    }

    [TestMethod]
    public void Of_SeveralPairs_HaveIntervalsThatAgreeWithTheirOutcomes()
    {
        var found = Compare(Example(5, 5), (learner, seed) => 0.8 + (0.006 * (learner[1] - '0')) + Noise[(seed + learner[1]) % 5])!;

        foreach (var pair in found.Pairs)
        {
            var interval = pair.Comparison.Interval!.Value;
            Assert.AreEqual(0.995, interval.Level, 1e-12);
            Assert.AreEqual(pair.Better is null, interval is { Low: < 0, High: > 0 }, pair.ToString());
            Assert.AreEqual(pair.Better is null, pair.Comparison.PValue >= 0.05, pair.ToString());
        }
    }

    [TestMethod]
    public void Of_TooFewSeeds_SaysSo()
    {
        var found = Compare(Example(2, 4), (_, _) => 0.5)!;

        Assert.IsEmpty(found.Pairs);
        Assert.AreEqual(
            "Not compared by test accuracy: at least 5 seeds with the figures of both learners are needed; found 4.", found.Heading);
    }

    [TestMethod]
    public void Of_MetricThatTrialsLack_SaysSo() =>
        Assert.AreEqual(
            "Not compared: no trial has the metric macro-f1.",
            Compare(Example(2, 5) with { Compare = "macro-f1" }, (_, _) => 0.5)!.Heading);

    [TestMethod]
    public void Of_OneLearnerOrClaims_IsNothing()
    {
        Assert.IsNull(Compare(Example(1, 5), (_, _) => 0.5));
        Assert.IsNull(
            Compare(
                Example(2, 5) with { Claims = [Claim.Higher("l1 is better", new("l1"), new("l0"), Measure.Metric("test", "accuracy"))] },
                (_, _) => 0.5));
    }
}
