using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class SuiteRankingTests
{
    /// <summary>Losses of four learners on six data sets, with a tie; the last two data sets are of numbers, 1000 fold.</summary>
    private static readonly double[][] Figures =
    [
        [0.35, 0.55, 0.62, 0.21], [0.22, 0.54, 0.15, 0.47], [0.42, 0.34, 0.33, 0.23], [0.2, 0.33, 0.45, 0.35],
        [500, 500, 520, 550], [190, 200, 520, 130],
    ];

    private static readonly Ranking Loss = new("loss", "log-loss", "rmse");

    private static readonly Suite Suite = new(
        "s", "",
        [
            .. Enumerable.Range(0, 6).Select(set => new Experiment
            {
                Name = $"t{set}",
                Question = "",
                DataSets = ["digits"],
                Learners = [.. Enumerable.Range(0, 4).Select(i => new LearnerSpec("mlp", $"l{i}", Settings.Empty))],
                Seeds = 2,
            }),
        ]);

    private static readonly RunPlan Plan = RunPlan.Create([Suite]);

    /// <summary>Finished trials; the two seeds of a learner lie around its figure.</summary>
    private static List<FinishedTrial> Trials(RunPlan plan) =>
    [
        .. plan.Trials.Select(trial =>
        {
            var set = trial.Experiment[1] - '0';
            var figure = Figures[set][trial.Learner[1] - '0'] * (1 + (0.01 * ((2 * trial.Seed) - 3)));
            return new FinishedTrial(trial, new TrialResult
            {
                DataSet = trial.DataSet,
                Learner = trial.Learner,
                Settings = trial.Settings,
                Seed = trial.Seed,
                Metrics = set < 4
                    ? [new("train", "log-loss", 1), new("test", "log-loss", figure), new("test", "accuracy", 1 - figure)]
                    : [new("train", "rmse", 1), new("test", "rmse", figure)],
            });
        }),
    ];

    /// <summary>
    /// NumPy and SciPy 1.10.1: <c>rankdata</c>, <c>friedmanchisquare</c> with <c>f.sf</c>, <c>studentized_range.ppf</c>, <c>wilcoxon</c> of
    /// the differences of logarithms, and Holm by hand; of l0 and l1, whose figures are once the same, the exact test leaves that out.
    /// </summary>
    [TestMethod]
    public void Of_LossesOfClassesAndNumbers_IsSciPys()
    {
        var (ranking, whyNot) = SuiteRanking.Of(Plan, Suite, Loss, Trials(Plan));

        Assert.IsNull(whyNot);
        Assert.IsEmpty(ranking!.LeftOut);
        CollectionAssert.AreEqual(new[] { "l0", "l3", "l1", "l2" }, ranking.Learners.Select(learner => learner.Name).ToList());
        CollectionAssert.AreEqual(
            new[] { 12.5 / 6, 13.0 / 6, 16.5 / 6, 3.0 }, ranking.Learners.Select(learner => learner.AverageRank).ToList());
        CollectionAssert.AreEqual(new[] { 2, 3, 1, 1 }, ranking.Learners.Select(learner => learner.Wins).ToList());
        Assert.AreEqual(0.571395495917077, ranking.Friedman.FPValue, 1e-9);
        Assert.AreEqual(1.9148432265902373, ranking.Friedman.CriticalDifference(), 1e-7);
        Assert.AreEqual("l0", ranking.Baseline);
        Assert.IsNull(ranking.Learners[0].Ratio);
        Assert.AreEqual(1 / 0.7544388627093591, ranking.Learners[2].Ratio!.Mean, 1e-9);
        Assert.AreEqual(1 / 0.49167791278448025, ranking.Learners[2].Ratio!.Interval!.Value.High, 1e-9);
        Assert.HasCount(6, ranking.Pairs);
        var pair = ranking.Pairs.Single(pair => pair is { First: "l3", Second: "l1" });
        Assert.AreEqual(1 / 1.3429351418442455, pair.Ratio.Mean, 1e-9);
        Assert.AreEqual(6 * 0.15625, pair.Comparison.PValue, 1e-12); // SciPy's exact 0.15625, the smallest of six
        Assert.IsNull(pair.Better);
        Assert.AreEqual("test log-loss", ranking.DataSets[0].Measure);
        Assert.AreEqual("test rmse", ranking.DataSets[5].Measure);
        CollectionAssert.AreEqual(new[] { 1.5, 4, 1.5, 3 }, ranking.DataSets[4].Ranks.ToArray());
    }

    [TestMethod]
    public void Of_OneLearnerAheadEverywhere_IsCalledBetter()
    {
        var suite = Suite with
        {
            Experiments = [.. Enumerable.Range(0, 18).Select(set => Suite.Experiments[0] with { Name = $"t{set}" })],
        };
        var plan = RunPlan.Create([suite]);
        List<FinishedTrial> trials = [
            .. plan.Trials.Select(trial => new FinishedTrial(trial, new TrialResult
            {
                DataSet = trial.DataSet,
                Learner = trial.Learner,
                Settings = trial.Settings,
                Seed = trial.Seed,
                Metrics = [new("test", "accuracy", 0.9 - (trial.Learner == "l2" ? 0 : 0.01 * (trial.Learner[1] - '/')))],
            }))];

        var ranking = SuiteRanking.Of(plan, suite, new Ranking("accuracy", "accuracy", null) { Baseline = new("l0") }, trials).Found!;

        Assert.AreEqual("l2", ranking.Learners[0].Name);
        Assert.AreEqual(18, ranking.Learners[0].Wins);
        Assert.IsLessThan(1, ranking.Learners[0].Ratio!.Mean, "below 1 is better, of accuracies too");
        CollectionAssert.AreEqual(new[] { "l0", "l1", "l3" }, ranking.BeatenBy("l2").ToList());
        Assert.AreEqual(6 * 2 / Math.Pow(2, 18), ranking.Pairs[0].Comparison.PValue, 1e-12); // exact: all signs alike, Holm over 6
    }

    [TestMethod]
    public void Of_LearnerWithoutAFigure_LeavesTheDataSetOutByName()
    {
        var trials = Trials(Plan);
        List<FinishedTrial> some = [
            .. trials.Where(ended => ended.Trial is not { Experiment: "t1", Learner: "l2" }
                and not { Experiment: "t4", Learner: "l3", Seed: 2 })];

        var ranking = SuiteRanking.Of(Plan, Suite, Loss, some).Found!;

        CollectionAssert.AreEqual(new[] { "t0", "t2", "t3", "t5" }, ranking.DataSets.Select(set => set.Name).ToList());
        CollectionAssert.AreEqual(
            new[] { "the data set t1 is left out: l2 has no log-loss", "the data set t4 is left out: l3 has rmse of 1 of 2 seeds" },
            ranking.LeftOut.ToList());
        StringAssert.Contains(RankingTables.Text([ranking]), "t1 is left out: l2 has no log-loss; the data set t4 is left out");

        var (none, whyNot) = SuiteRanking.Of(Plan, Suite, Loss, [.. some.Where(ended => ended.Trial.Experiment is "t0" or "t1" or "t2")]);
        Assert.IsNull(none);
        StringAssert.StartsWith(
            whyNot, "2 data sets and 4 learners have all figures; at least 3 and 3 are needed; the data set t3 is left");
    }

    [TestMethod]
    public void Of_LearnerOfOneExperimentAlone_IsNotRankedAndNamed()
    {
        var more = Suite with
        {
            Experiments =
            [
                Suite.Experiments[0] with
                {
                    Learners = [.. Suite.Experiments[0].Learners, new LearnerSpec("mlp", "l0b", Settings.Empty)],
                },
                .. Suite.Experiments.Skip(1),
            ],
        };
        var plan = RunPlan.Create([more]);

        var ranking = SuiteRanking.Of(plan, more, Loss, Trials(plan)).Found!;

        Assert.HasCount(4, ranking.Learners);
        Assert.HasCount(6, ranking.DataSets);
        CollectionAssert.AreEqual(new[] { "l0b is not ranked, for it is trained on 1 of 6 data sets" }, ranking.LeftOut.ToList());
    }

    [TestMethod]
    public void Of_LearnerThatFailed_IsCountedAsTheWorstAndNotCalledBetter()
    {
        var trials = ClaimTrials.Diverged(Trials(Plan), trial => trial is { Learner: "l0", Experiment: "t3" });

        var ranking = SuiteRanking.Of(Plan, Suite, Loss, trials).Found!;

        var failed = ranking.Learners.Single(learner => learner.Name == "l0");
        Assert.AreEqual(2, failed.Failed);
        Assert.AreEqual((12.5 + 3) / 6, failed.AverageRank, 1e-12); // the last on t3, not the first
        Assert.HasCount(6, ranking.DataSets);
        StringAssert.Contains(
            ranking.Pairs.First(pair => pair.First == "l0" || pair.Second == "l0").Comparison.Evidence, "failed trials");
    }

    [TestMethod]
    public void Of_AccuracyAlone_RanksDataSetsOfClasses()
    {
        var ranking = SuiteRanking.Of(Plan, Suite, new Ranking("accuracy", "accuracy", null), Trials(Plan)).Found!;

        CollectionAssert.AreEqual(new[] { "t0", "t1", "t2", "t3" }, ranking.DataSets.Select(set => set.Name).ToList());
        Assert.IsEmpty(ranking.LeftOut);
        var lines = RankingTables.Text([ranking]).TrimEnd().Split('\n');
        Assert.HasCount(5, lines);
        StringAssert.StartsWith(lines[1], "s,accuracy,accuracy of classes,4,");
        Assert.HasCount(1 + 6, RankingTables.PairsText([ranking]).TrimEnd().Split('\n'));
        Assert.HasCount(1 + 16, RankingTables.FiguresText([ranking]).TrimEnd().Split('\n'));
    }
}
