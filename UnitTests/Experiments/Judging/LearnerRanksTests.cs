using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class LearnerRanksTests
{
    private static readonly Experiment Experiment = new()
    {
        Name = "e",
        Question = "",
        DataSets = ["digits", "countries-map", "digits-4-9"],
        Learners = [.. Enumerable.Range(0, 3).Select(i => new LearnerSpec("mlp", $"l{i}", Settings.Empty))],
        Seeds = 2,
    };

    private static List<FinishedTrial> Trials(Experiment experiment, Func<Trial, double> accuracy) =>
    [
        .. RunPlan.Create([new Suite("s", "", [experiment])]).Trials.Select(trial => new FinishedTrial(trial, new TrialResult
        {
            DataSet = trial.DataSet,
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Metrics = [new("train", "accuracy", 1), new("test", "accuracy", accuracy(trial))],
        })),
    ];

    [TestMethod]
    public void Of_ThreeDataSets_RanksByTheMeanOverSeedsOnTheLastSplit()
    {
        // l2 is best everywhere, l1 second; a seed more or less changes the means by as much for all.
        var ranks = LearnerRanks.Of("s", Experiment, Trials(Experiment, trial => 0.1 * (trial.Learner[1] - '0') + (0.01 * trial.Seed)))!;

        Assert.AreEqual("test accuracy", ranks.Measure);
        CollectionAssert.AreEqual(new[] { 3.0, 2, 1 }, ranks.Friedman.AverageRanks.ToArray());
        Assert.AreEqual(6, ranks.Friedman.ChiSquared, 1e-12); // the most of 3 data sets and 3 learners: N (k - 1)
        Assert.IsNull(ranks.ToBest[2]);
        Assert.AreEqual(-0.2, ranks.ToBest[0]!.Difference, 1e-12);
        Assert.AreEqual(2 * 0.25, ranks.ToBest[0]!.PValue, 1e-12); // exact for 3 data sets, Holm over 2
        var lines = RanksTable.Text([ranks]).TrimEnd().Split('\n');
        Assert.AreEqual(
            "experiment,measure,data_sets,learner,average_rank,friedman_p,critical_difference,less_best,p,evidence,failed_trials",
            lines[0]);
        StringAssert.StartsWith(lines[1], "s/e,test accuracy,3,l2,1,0,");
        StringAssert.EndsWith(lines[3], ",-0.2,0.5,\"Wilcoxon's signed-rank test, 3 data sets, Holm over 2\",0");
    }

    [TestMethod]
    public void Of_TooFewDataSetsOrLearnersOrAFigureMissing_IsNothing()
    {
        var few = Experiment with { DataSets = ["digits", "countries-map"] };
        var two = Experiment with { Learners = [.. Experiment.Learners.Take(2)] };

        Assert.IsNull(LearnerRanks.Of("s", few, Trials(few, _ => 0.5)));
        Assert.IsNull(LearnerRanks.Of("s", two, Trials(two, _ => 0.5)));
        Assert.IsNull(
            LearnerRanks.Of(
                "s", Experiment,
                Trials(Experiment, _ => 0.5).Where(ended => ended.Trial is not { Learner: "l1", DataSet: "digits" })));
    }

    /// <summary>The best of every data set but one, where it failed: it ranks last there, and nothing calls it better.</summary>
    [TestMethod]
    public void Of_LearnerThatFailedOnADataSet_RanksLastThereAndIsNotCalledBetter()
    {
        string[] sets = ["digits", "countries-map", "swiss-roll", "peaks", "gaussian-mixture", "pictures", "digits-4-9"];
        var experiment = Experiment with { DataSets = sets };
        var trials = Trials(
            experiment, trial => (0.1 * (trial.Learner[1] - '0')) + (0.001 * Array.IndexOf(sets, trial.DataSet)) + (0.01 * trial.Seed));

        var whole = LearnerRanks.Of("s", experiment, trials)!;
        var failed = LearnerRanks.Of(
            "s", experiment,
            ClaimTrials.Diverged(trials, trial => trial is { Learner: "l2", DataSet: "digits" }))!;

        Assert.AreEqual(1, whole.Friedman.AverageRanks[2]);
        Assert.AreEqual(((6 * 1) + 3) / 7.0, failed.Friedman.AverageRanks[2], 1e-12);
        Assert.AreEqual(Outcome.Second, whole.ToBest[0]!.Outcome);
        Assert.AreEqual(Outcome.Tie, failed.ToBest[0]!.Outcome);
        CollectionAssert.AreEqual(new[] { 0, 0, 2 }, failed.Failed.ToArray());
    }
}
