using MlPipelines.Comparisons.Terminal;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>Runs whose trials are shared, by the command line.</summary>
[TestClass]
public sealed class SharedRunTests
{
    [TestMethod]
    public void Invoke_SharesAndMerge_GivesTheResultsOfOneRun()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        Invoke("run", suite, "--out", folder["whole"]);

        foreach (var shard in new[] { "2/2", "1/2" })
        {
            var shared = Invoke("run", suite, "--shard", shard, "--out", folder["run"]);
            Assert.AreEqual(ExitCode.Success, shared.ExitCode, shared.Error);
            StringAssert.Contains(shared.Output, $"Share {shard}: 2 of 2 trials are finished, 0 of them failed.");
        }

        StringAssert.Contains(Invoke("status", folder["run"]).Output, "4 of 4 trials are done (running)");
        var merged = Invoke("merge", folder["run"]);

        Assert.AreEqual(ExitCode.Success, merged.ExitCode, merged.Error);
        foreach (var name in new[] { "metrics.csv", "history.csv", "settings.csv", "plan.csv" })
            Assert.AreEqual(File(folder, "whole", name), File(folder, "run", name), name);
        StringAssert.Contains(File(folder, "run", "report.html"), "small");
        StringAssert.Contains(File(folder, "run", "run.json"), $"\"command\": \"run {suite} --out {folder["run"]}\"");
        Assert.AreEqual(
            """{"status":"completed","planned":4,"done":4,"failed":0,"experiments":["""
                + """{"name":"small/map","planned":4,"done":4,"failed":0}]}""",
            Invoke("status", folder["run"], "--json").Output.TrimEnd());
    }

    [TestMethod]
    public void Invoke_CompareInShares_EndsInTheAnswerOfOneProcess()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        var rows = Enumerable.Range(0, 200).Select(_ => (random.NextDouble(), random.NextDouble()))
            .Select(row => $"{row.Item1:F3},{row.Item2:F3},{(row.Item1 + row.Item2 > 1 ? "up" : "down")}\n");
        string[] arguments = ["compare", folder.Write("t.csv", "a,b,way\n" + string.Concat(rows)), "--learners", "linear", "--learners",
            "boosted-trees", "--folds", "2", "--tries", "1", "--threads", "1"];
        Invoke([.. arguments, "--out", folder["whole"]]);

        foreach (var shard in new[] { "1/2", "2/2" })
            Assert.AreEqual(ExitCode.Success, Invoke([.. arguments, "--shard", shard, "--out", folder["run"]]).ExitCode);
        var merged = Invoke("merge", folder["run"]);

        Assert.AreEqual(ExitCode.Success, merged.ExitCode, merged.Error);
        Assert.AreEqual(File(folder, "whole", "metrics.csv"), File(folder, "run", "metrics.csv"));
        var (whole, shared) = (File(folder, "whole", "answer.txt").Split('\n'), File(folder, "run", "answer.txt").Split('\n'));
        Assert.AreEqual(whole[0], shared[0]);
        Assert.IsTrue(System.IO.File.Exists(Path.Combine(folder["run"], "model.zip")));
    }

    [TestMethod]
    [DataRow("--shard needs --out", "--shard", "1/2")]
    [DataRow("--shard 3/2: expected I/N", "--shard", "3/2", "--out", "d")]
    [DataRow("--engine pbs: expected slurm", "--engine", "pbs")]
    [DataRow("leave out --shard", "--engine", "slurm", "--shard", "1/2", "--out", "d")]
    [DataRow("--partition is for jobs of Slurm: give --engine slurm too.", "--partition", "long")]
    [DataRow("--time-limit is for jobs of Slurm", "--time", "1:00")]
    public void Invoke_OptionsThatDoNotGoTogether_AreRefused(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke(["run", folder.Write("small.json", SmallSuite), .. options]);

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, expected);
    }

    [TestMethod]
    public void Invoke_MergeOrStatusOfSomethingElse_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Invoke("run", folder.Write("small.json", SmallSuite), "--out", folder["run"], "--seeds", "1");

        StringAssert.Contains(Invoke("merge", folder["none"]).Error, "there is no such folder");
        StringAssert.Contains(Invoke("merge", folder["run"]).Error, "there is no command.json in the folder");
        StringAssert.Contains(Invoke("status", folder["empty"]).Error, "it is not the folder of a run");
        StringAssert.Contains(Invoke("status", folder["run"]).Output, "2 of 2 trials are done (completed)");
    }
}
