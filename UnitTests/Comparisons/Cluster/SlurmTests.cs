using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Results;

namespace MlPipelines.UnitTests.Comparisons.Cluster;

/// <summary>
/// Runs on a real Slurm, whose controller and node daemon the test starts and stops itself. Where Slurm is not installed these tests are
/// skipped by name.
/// </summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class SlurmTests
{
    private static readonly string[] SameFiles = ["metrics.csv", "history.csv", "settings.csv", "plan.csv"];

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "MlPipelines.Comparisons.dll");

    /// <summary>Forty trials, ten of which fail. The last learner takes long enough to be killed.</summary>
    private const string FortyTrials = """
        {
          "name": "forty",
          "experiments": [ {
            "name": "map", "question": "Does it run?", "data": "countries-map", "trainRows": 500, "validationRows": 60, "testRows": 60,
              "seeds": 10,
            "learners": [
              { "kind": "lbfgs-maximum-entropy", "name": "linear", "settings": { "iterations": 5 } },
              { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 20 } },
              { "kind": "mlp", "name": "diverges", "settings": { "hidden": "8-8", "epochs": 2, "rate": 1e30, "optimizer": "sgd" } },
              { "kind": "mlp", "name": "net", "settings": { "hidden": "64-64", "epochs": 150 } }
            ]
          } ]
        }
        """;

    [TestMethod]
    public void Run_TasksAndNodeAreKilled_EndsAsTheLocalRun()
    {
        using var folder = new TemporaryFolder();
        using var cluster = Start(folder);
        var suite = folder.Write("forty.json", FortyTrials);
        Comparisons(cluster, ExitCode.TrialFailed, "run", suite, "--out", folder["local"]);

        var jobs = Submit(cluster, "run", suite, "--engine", "slurm", "--array-size", "8", "--time", "30", "--out", folder["run"]);
        Assert.AreEqual("1-8", jobs.Tasks);
        var tooSoon = Comparisons(cluster, ExitCode.Usage, "run", suite, "--engine", "slurm", "--out", folder["run"], "--resume").Error;
        StringAssert.Contains(tooSoon, $"give scancel {jobs.Array} {jobs.Merge} first.");
        cluster.WaitFor("a few trials", () => RunState.Read(folder["run"]).Finished >= 4);
        var cancelled = cluster.RunningTasks(jobs.Array);
        Assert.IsNotEmpty(cancelled);
        Assert.AreEqual(0, cluster.Command("scancel", cancelled[0]).Code);
        cluster.WaitFor("the cancelled task to end", () => !cluster.RunningTasks(jobs.Array).Contains(cancelled[0]));

        cluster.KillNode();
        cluster.StartNode();
        foreach (var task in cluster.RunningTasks(jobs.Array))
            cluster.Command("scontrol", "requeue", task);
        cluster.WaitForAll();

        // The task that was cancelled left trials without a result: rows with a reason, not holes.
        var share = int.Parse(cancelled[0].Split('_')[1]);
        var state = RunState.Read(folder["run"]);
        if (state.Finished < 40)
        {
            Assert.AreEqual("interrupted", state.Status);
            StringAssert.Contains(Read(folder, "run", "trials.csv"), "It has no result");
            Assert.AreEqual(40, Read(folder, "run", "trials.csv").TrimEnd().Split('\n').Length - 1);
        }

        var again = Submit(
            cluster, "run", suite, "--engine", "slurm", "--array-size", "8", "--out", folder["run"], "--resume");
        Assert.Contains(share, SharesOf(again.Tasks).ToList()); // and those with failed trials, which run again
        cluster.WaitForAll();

        state = RunState.Read(folder["run"]);
        Assert.AreEqual((RunState.Completed, 40, 40, 10), (state.Status, state.Planned, state.Finished, state.Failed));
        foreach (var name in SameFiles)
            Assert.AreEqual(Read(folder, "local", name), Read(folder, "run", name), name);
        CollectionAssert.AreEqual(Errors(folder, "local"), Errors(folder, "run"));
        Assert.IsGreaterThan(10_000, new FileInfo(Path.Combine(folder["run"], "report.html")).Length);
        foreach (var shard in JsonNode.Parse(Read(folder, "run", "run.json"))!["shards"]!.AsArray())
            Assert.AreEqual(1, (int)shard!["machine"]!["cores"]!); // of its allocation, not of the machine
    }

    [TestMethod]
    public void Run_TwoAtOnce_DoNotMeet()
    {
        using var folder = new TemporaryFolder();
        using var cluster = Start(folder);
        var suite = folder.Write("small.json", Commands.CommandRun.SmallSuite);
        Comparisons(cluster, ExitCode.Success, "run", suite, "--out", folder["local"]);

        Submit(cluster, "run", suite, "--engine", "slurm", "--out", folder["first"]);
        Submit(cluster, "run", suite, "--engine", "slurm", "--threads", "2", "--array-size", "1", "--out", folder["second"]);
        cluster.WaitForAll();

        foreach (var run in new[] { "first", "second" })
        {
            foreach (var name in SameFiles)
                Assert.AreEqual(Read(folder, "local", name), Read(folder, run, name), $"{run}/{name}");
        }
    }

    [TestMethod]
    public void Compare_OnTheCluster_EndsInTheAnswerOfOneMachine()
    {
        using var folder = new TemporaryFolder();
        using var cluster = Start(folder);
        var random = new Random(3);
        var rows = Enumerable.Range(0, 200).Select(_ => (random.NextDouble(), random.NextDouble()))
            .Select(row => $"{row.Item1:F3},{row.Item2:F3},{(row.Item1 + row.Item2 > 1 ? "up" : "down")}\n");
        string[] compare =
        [
            "compare", folder.Write("t.csv", "a,b,way\n" + string.Concat(rows)), "--learners", "linear", "--learners", "realmlp",
            "--folds", "2",
        ];
        Comparisons(cluster, ExitCode.Success, [.. compare, "--threads", "1", "--out", folder["local"]]);

        Submit(cluster, [.. compare, "--engine", "slurm", "--array-size", "2", "--out", folder["run"]]);
        cluster.WaitForAll();

        foreach (var name in SameFiles)
            Assert.AreEqual(Read(folder, "local", name), Read(folder, "run", name), name);
        Assert.AreEqual(Read(folder, "local", "answer.txt").Split('\n')[0], Read(folder, "run", "answer.txt").Split('\n')[0]);
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "model.zip")));
    }

    [TestMethod]
    public void Run_SlurmRefuses_SaysItsReasonAndHowToGoOn()
    {
        using var folder = new TemporaryFolder();
        using var cluster = Start(folder);
        var suite = folder.Write("small.json", Commands.CommandRun.SmallSuite);

        var error = Comparisons(
            cluster, ExitCode.Usage, "run", suite, "--engine", "slurm", "--partition", "none", "--out", folder["run"]).Error;

        StringAssert.Contains(error, "sbatch did not take the job");
        StringAssert.Contains(error, "partition");
        StringAssert.Contains(error, $"--out {folder["run"]} --resume");
        Submit(cluster, "run", suite, "--engine", "slurm", "--out", folder["run"], "--resume");
        cluster.WaitForAll();
        Assert.AreEqual(RunState.Completed, RunState.Read(folder["run"]).Status);
    }

    private static SlurmCluster Start(TemporaryFolder folder)
    {
        if (SlurmCluster.WhyNot() is { } reason)
            Assert.Inconclusive($"Slurm cannot be started here: {reason}.");
        return new SlurmCluster(folder["slurm"]);
    }

    private static SlurmJobs Submit(SlurmCluster cluster, params string[] arguments)
    {
        var output = Comparisons(cluster, ExitCode.Success, arguments).Output;
        var run = arguments[Array.IndexOf(arguments, "--out") + 1];
        var jobs = SlurmJobs.Find(run);
        Assert.IsNotNull(jobs);
        StringAssert.Contains(output, $"squeue --jobs {jobs.Array},{jobs.Merge}");
        return jobs;
    }

    private static (string Output, string Error) Comparisons(SlurmCluster cluster, int expected, params string[] arguments)
    {
        var (code, output, error) = cluster.Command("dotnet", [Program, .. arguments]);
        Assert.AreEqual(expected, code, output + error);
        return (output, error);
    }

    /// <summary>The numbers in a text such as <c>1-4,7</c>.</summary>
    private static IEnumerable<int> SharesOf(string tasks) => tasks.Split(',').Select(part => part.Split('-').Select(int.Parse).ToArray())
        .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));

    private static string Read(TemporaryFolder folder, string run, string name) => File.ReadAllText(Path.Combine(folder[run], name));

    private static string[] Errors(TemporaryFolder folder, string run) =>
        [.. CsvRows.Read(Path.Combine(folder[run], "trials.csv")).Select(row => $"{row["trial"]}: {row["error"]}")];
}
