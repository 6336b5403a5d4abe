using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Experiments.Planning;

/// <summary>Shares of a plan's trials.</summary>
[TestClass]
public sealed class ShardTests
{
    [TestMethod]
    [DataRow("3/8", 3, 8)]
    [DataRow("1/1", 1, 1)]
    public void TryParse_IndexAndCount_Reads(string text, int index, int count) =>
        Assert.AreEqual(new Shard(index, count), Shard.TryParse(text));

    [TestMethod]
    [DataRow("0/8")]
    [DataRow("9/8")]
    [DataRow("3")]
    [DataRow("3/8/1")]
    [DataRow("-1/8")]
    [DataRow("1/200000")]
    [DataRow("a/b")]
    [DataRow("")]
    public void TryParse_AnythingElse_IsNone(string text) => Assert.IsNull(Shard.TryParse(text));

    [TestMethod]
    public void Of_AllShares_HaveEachTrialOnce()
    {
        var plan = RunPlan.Create([SuiteOf(seeds: 9, ensemble: null)]);

        foreach (var count in new[] { 1, 2, 5, 18, 30 })
        {
            var shares = Enumerable.Range(1, count).Select(index => new Shard(index, count).Of(plan)).ToList();
            CollectionAssert.AreEquivalent(plan.Trials.ToList(), shares.SelectMany(trials => trials).ToList());
            Assert.IsLessThanOrEqualTo(1, shares.Max(trials => trials.Count) - shares.Min(trials => trials.Count));
            foreach (var trials in shares)
                CollectionAssert.AreEqual(trials.OrderBy(trial => trial.Number).ToList(), trials.ToList());
        }
    }

    /// <summary>With as many shares as learners, dealing in turn would give one share all trials of the slowest.</summary>
    [TestMethod]
    public void Of_AsManySharesAsLearners_MixesTheLearners()
    {
        var plan = RunPlan.Create([SuiteOf(seeds: 50, ensemble: null)]);

        foreach (var index in new[] { 1, 2 })
        {
            var trees = new Shard(index, 2).Of(plan).Count(trial => trial.Learner == "trees");
            Assert.IsTrue(trees is > 15 and < 35, $"share {index} has {trees} of 50");
        }
    }

    [TestMethod]
    public void Of_WeightedMean_StaysWithItsLearners()
    {
        var plan = RunPlan.Create([SuiteOf(seeds: 7, ensemble: "both")]);

        Assert.AreEqual(7, Shard.MostOf(plan));
        foreach (var (_, shares) in Shard.Deal(plan, 4).GroupBy(dealt => dealt.Trial.Seed).Select(seed => (seed.Key, seed)))
            Assert.AreEqual(1, shares.Select(dealt => dealt.Shard).Distinct().Count());
    }

    /// <summary>The id of a trial is the same in a plan where it has another number, and is of its own.</summary>
    [TestMethod]
    public void Id_OfTheSameTrialInAnotherPlan_IsTheSame()
    {
        var small = RunPlan.Create([SuiteOf(seeds: 2, ensemble: null)]);
        var large = RunPlan.Create([SuiteOf(seeds: 2, ensemble: "both")]);

        Assert.AreEqual(4, small.Trials.Select(trial => trial.Id).Distinct().Count());
        CollectionAssert.AreEqual(
            small.Trials.Select(trial => trial.Id).ToList(),
            large.Trials.Where(trial => !trial.IsEnsemble).Select(trial => trial.Id).ToList());
        StringAssert.Matches(small.Trials[0].Id, new("^[0-9a-f]{16}$"));
    }

    private static Suite SuiteOf(int seeds, string? ensemble) => new("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        TrainRows = 300,
        ValidationRows = 60,
        TestRows = 60,
        Learners =
        [
            new("lbfgs-maximum-entropy", "linear", Settings.Parse("iterations=5")),
            new("boosted-trees", "trees", Settings.Parse("trees=5")),
        ],
        Ensemble = ensemble,
        Seeds = seeds,
    }]);
}
