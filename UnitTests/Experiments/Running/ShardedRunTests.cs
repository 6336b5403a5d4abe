using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Experiments.Running;

/// <summary>Runs whose trials several processes do; here one after the other, each as a process of its own would.</summary>
[TestClass]
public sealed class ShardedRunTests
{
    private static readonly string[] SameFiles = ["metrics.csv", "history.csv", "settings.csv", "plan.csv"];

    private static readonly Suite Small = SuiteOf("trees=5");

    [TestMethod]
    [DataRow(2, false)]
    [DataRow(3, true)]
    [DataRow(50, false)]
    public void Run_AllSharesThenMerged_GivesTheTablesOfOneProcess(int count, bool begun)
    {
        using var folder = new TemporaryFolder();
        ExperimentRun.Run(Small, folder["whole"]);
        var plan = RunPlan.Create([Small]);
        if (begun)
            Assert.IsNotNull(new ShardedRun(plan, folder["shared"]).Begin(new NoProgress()));

        foreach (var index in Enumerable.Range(1, count).Reverse())
        {
            var report = new ShardedRun(plan, folder["shared"], new RunOptions { Threads = (index % 2) + 1 })
                .Run(new Shard(index, count), new NoProgress());
            Assert.IsFalse(report.IsInterrupted);
        }

        var merged = Merge(plan, folder["shared"]);

        Assert.IsFalse(merged.IsInterrupted);
        Assert.HasCount(plan.Trials.Count, merged.Trials);
        foreach (var name in SameFiles)
            Assert.AreEqual(Read(folder["whole"], name), Read(folder["shared"], name), name);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder["whole"], "outcomes")))
        {
            var other = Path.Combine(folder["shared"], "outcomes", Path.GetFileName(path));
            CollectionAssert.AreEqual(File.ReadAllBytes(path), File.ReadAllBytes(other));
        }

        StringAssert.Contains(Read(folder["shared"], "run.json"), "\"shards\": [");
        var state = RunState.Read(folder["shared"]);
        Assert.AreEqual((RunState.Completed, 9, 9, 0), (state.Status, state.Planned, state.Finished, state.Failed));
    }

    [TestMethod]
    public void Run_ShareAgain_TrainsNothingAnew()
    {
        using var folder = new TemporaryFolder();
        var plan = RunPlan.Create([Small]);
        var first = new ShardedRun(plan, folder["run"]).Run(new Shard(1, 2), new NoProgress());
        var written = first.Trials.ToDictionary(
            ended => ended.Trial.Number, ended => File.GetLastWriteTimeUtc(FileOf(folder["run"], ended.Trial)));
        File.Delete(FileOf(folder["run"], first.Trials[^1].Trial));

        var again = new ShardedRun(plan, folder["run"]).Run(new Shard(1, 2), new NoProgress());

        Assert.HasCount(first.Trials.Count, again.Trials);
        foreach (var ended in again.Trials.SkipLast(1).Where(ended => !ended.Trial.IsEnsemble))
            Assert.AreEqual(written[ended.Trial.Number], File.GetLastWriteTimeUtc(FileOf(folder["run"], ended.Trial)));
    }

    /// <summary>A task that was killed leaves no hole: its trials are rows with a reason, and can still be run.</summary>
    [TestMethod]
    public void Merge_ShareIsMissing_HasItsTrialsAsFailedRowsUntilItRan()
    {
        using var folder = new TemporaryFolder();
        ExperimentRun.Run(Small, folder["whole"]);
        var plan = RunPlan.Create([Small]);
        var lacking = new Shard(2, 3).Of(plan);
        foreach (var index in new[] { 1, 3 })
            new ShardedRun(plan, folder["run"]).Run(new Shard(index, 3), new NoProgress());

        var merged = Merge(plan, folder["run"]);

        Assert.IsTrue(merged.IsInterrupted);
        CollectionAssert.AreEqual(
            lacking.ToList(), merged.Trials.Where(ended => ended.Result.Failed).Select(ended => ended.Trial).ToList());
        StringAssert.Contains(Read(folder["run"], "trials.csv"), "It has no result: the process that had its share ended");
        StringAssert.Contains(Read(folder["run"], "run.json"), "\"status\": \"interrupted\"");
        Assert.AreEqual(plan.Trials.Count - lacking.Count, RunState.Read(folder["run"]).Finished);

        new ShardedRun(plan, folder["run"]).Run(new Shard(2, 3), new NoProgress());
        Assert.IsFalse(Merge(plan, folder["run"]).IsInterrupted);
        Assert.AreEqual(Read(folder["whole"], "metrics.csv"), Read(folder["run"], "metrics.csv"));
    }

    [TestMethod]
    public void Merge_TrialFailed_KeepsItsError()
    {
        using var folder = new TemporaryFolder();
        var plan = RunPlan.Create([SuiteOf("hidden=8-8 rate=1e30 epochs=2", "mlp")]);
        for (var index = 1; index <= 2; index++)
            new ShardedRun(plan, folder["run"]).Run(new Shard(index, 2), new NoProgress());

        var merged = Merge(plan, folder["run"]);

        Assert.IsFalse(merged.IsInterrupted);
        var failed = merged.Trials.Where(ended => ended.Trial.Learner == "trees").ToList();
        Assert.HasCount(3, failed);
        Assert.IsTrue(failed.All(ended => ended.Result.Error is { } error && error.Contains("rate", StringComparison.Ordinal)));
        Assert.AreEqual(3, RunState.Read(folder["run"]).Failed);
    }

    [TestMethod]
    public void Run_FolderOfAnotherPlan_IsRefused()
    {
        using var folder = new TemporaryFolder();
        new ShardedRun(RunPlan.Create([Small]), folder["run"]).Run(new Shard(1, 2), new NoProgress());

        var refused = Assert.ThrowsExactly<RunFolderException>(
            () => new ShardedRun(RunPlan.Create([SuiteOf("trees=6")]), folder["run"]).Run(new Shard(2, 2), new NoProgress()));

        Assert.AreEqual(RunFolderProblem.OtherRun, refused.Problem);
        StringAssert.Contains(refused.Message, "Give the same command for every share of a run.");
    }

    [TestMethod]
    public void Run_FolderWithOtherFiles_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/letter.txt", "mine");

        var refused = Assert.ThrowsExactly<RunFolderException>(
            () => new ShardedRun(RunPlan.Create([Small]), folder["run"]).Run(new Shard(1, 2), new NoProgress()));

        Assert.AreEqual(RunFolderProblem.NotEmpty, refused.Problem);
    }

    [TestMethod]
    public void Run_Cancelled_SaysHowFarItCameAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        var plan = RunPlan.Create([Small]);
        using var source = new CancellationTokenSource();

        var stopped = new ShardedRun(plan, folder["run"], new RunOptions { Threads = 1 })
            .Run(new Shard(1, 1), new StopAfter(2, source), source.Token);

        Assert.IsTrue(stopped.IsInterrupted);
        Assert.HasCount(2, stopped.Trials);
        StringAssert.Contains(Read(folder["run"], Path.Combine("shards", "1-of-1.json")), "\"status\": \"interrupted\"");
        Assert.IsFalse(new ShardedRun(plan, folder["run"]).Run(new Shard(1, 1), new NoProgress()).IsInterrupted);
    }

    /// <summary>Where a machine has another file of the same name, its figures cannot be put with the others'.</summary>
    [TestMethod]
    public void Merge_ShareHadOtherRows_IsRefusedByItsName()
    {
        using var folder = new TemporaryFolder();
        var rows = string.Concat(Enumerable.Range(0, 80).Select(i => $"{i % 7},{(i % 7 > 3 ? "yes" : "no")}\n"));
        folder.Write("table.csv", $"x,y\n{rows}");
        var suite = new Suite("s", "", [new Experiment
        {
            Name = "e",
            Question = "",
            DataSets = ["table.csv"],
            Csv = new CsvSource(folder["table.csv"], new CsvOptions { Label = "y" }),
            Learners = [new("constant", "constant", Settings.Parse(""))],
            Seeds = 4,
        }]);
        var plan = RunPlan.Create([suite]);
        new ShardedRun(plan, folder["run"]).Run(new Shard(1, 2), new NoProgress());
        folder.Write("table.csv", $"x,y\n{rows}1,no\n");

        var refused = Assert.ThrowsExactly<RunFolderException>(() => Merge(plan, folder["run"]));

        StringAssert.Contains(refused.Message, "are not those of the share 1/2");
    }

    [TestMethod]
    public void Read_FolderOfNoRun_IsRefused()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsExactly<RunFolderException>(() => RunState.Read(folder.Path));
    }

    private static RunReport Merge(RunPlan plan, string path) =>
        new ExperimentRun(plan, path, new RunOptions { Merge = true }).Execute(new NoProgress())!;

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));

    private static string FileOf(string folder, Trial trial) => Path.Combine(folder, "trials", $"{trial.Number:000000}.json");

    private static Suite SuiteOf(string settings, string kind = "boosted-trees") => new("s", "", [new Experiment
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
            new(kind, "trees", Settings.Parse(settings)),
        ],
        Ensemble = "both",
        Seeds = 3,
    }]);

    private sealed class StopAfter(int trials, CancellationTokenSource source) : IRunProgress
    {
        public void Finished(FinishedTrial ended, int finished, int total)
        {
            if (finished == trials)
                source.Cancel();
        }
    }
}
