using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>Runs that are interrupted and go on.</summary>
[TestClass]
public sealed class ResumedRunTests
{
    [TestMethod]
    public void Invoke_InterruptedThenResumed_EndsWithTheFilesOfAnUndisturbedRun()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        Invoke("run", suite, "--out", folder["whole"]);

        Outcome outcome;
        using (var source = new CancellationTokenSource())
        using (var output = new StringWriter())
        using (var error = new CancelAfter("[2/4]", source))
        {
            var code = CommandLine.Invoke(
                ["run", suite, "--out", folder["run"], "--threads", "1"], new ConsoleStreams { Output = output, Error = error },
                    cancellation: source.Token);
            outcome = new Outcome(code, output.ToString(), error.ToString());
        }

        Assert.AreEqual(ExitCode.Interrupted, outcome.ExitCode);
        StringAssert.Contains(outcome.Output, "Interrupted: 2 of 4 trials are finished, and their rows are complete.");
        Assert.HasCount(3, File(folder, "run", "trials.csv").TrimEnd().Split('\n'));
        Assert.AreEqual("interrupted", (string?)JsonNode.Parse(File(folder, "run", "run.json"))!["status"]);
        var before = File(folder, "run", "trials.csv");

        var resumed = Invoke("run", suite, "--out", folder["run"], "--resume");

        Assert.AreEqual(ExitCode.Success, resumed.ExitCode, resumed.Error);
        StringAssert.Contains(resumed.Error, "2 of 4 trials are finished");
        StringAssert.StartsWith(File(folder, "run", "trials.csv"), before);
        Assert.AreEqual(File(folder, "whole", "metrics.csv"), File(folder, "run", "metrics.csv"));
        Assert.AreEqual(File(folder, "whole", "history.csv"), File(folder, "run", "history.csv"));
        Assert.AreEqual("completed", (string?)JsonNode.Parse(File(folder, "run", "run.json"))!["status"]);
    }

    [TestMethod]
    public void Invoke_InterruptedAfterTheLastTrial_IsComplete()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new CancelAfter("[4/4]", source);

        var code = CommandLine.Invoke(
            ["run", folder.Write("small.json", SmallSuite), "--out", folder["run"], "--threads", "1"],
                new ConsoleStreams { Output = output, Error = error }, cancellation: source.Token);

        Assert.AreEqual(ExitCode.Success, code, error.ToString());
        Assert.DoesNotContain("Interrupted", output.ToString());
        Assert.AreEqual("completed", (string?)JsonNode.Parse(File(folder, "run", "run.json"))!["status"]);
    }

    [TestMethod]
    public void Invoke_ResumeAfterAFailedTrial_RunsItAgain()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [
            "run", folder.Write("small.json", SmallSuite), "--out", folder["run"], "--set", "rate=1e30", "--set", "hidden=8-8"];
        Invoke(arguments);

        var outcome = Invoke([.. arguments, "--resume", "--threads", "1"]);

        Assert.AreEqual(ExitCode.TrialFailed, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "2 of 4 trials are finished");
        StringAssert.Contains(outcome.Error, "[3/4] map: net, seed 1: failed: ");
    }

    [TestMethod]
    public void Invoke_ResumeWithOtherDataAfterAFailedTrial_KeepsItsFiles()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        string[] arguments = ["run", suite, "--out", folder["run"], "--set", "rate=1e30", "--set", "hidden=8-8"];
        Invoke(arguments);
        var before = Directory.GetFiles(folder["run"], "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, System.IO.File.ReadAllText);
        folder.Write("small.json", SmallSuite.Replace("\"trainRows\": 300", "\"trainRows\": 299"));

        Assert.AreEqual(ExitCode.Usage, Invoke([.. arguments, "--resume"]).ExitCode);

        Assert.HasCount(4, Directory.GetFiles(Path.Combine(folder["run"], "trials")));
        foreach (var (path, text) in before)
            Assert.AreEqual(text, System.IO.File.ReadAllText(path));
    }

    /// <summary>After a kill there are the files of trials alone; what was made of other trials is not kept beside them.</summary>
    [TestMethod]
    public void Invoke_ResumeAfterAKill_MakesTheTablesAtOnce()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        Invoke("run", suite, "--out", folder["run"]);
        foreach (var name in new[] { "trials.csv", "metrics.csv", Path.Combine("trials", "000004.json") })
            System.IO.File.Delete(Path.Combine(folder["run"], name));
        System.IO.File.WriteAllText(Path.Combine(folder["run"], "claims.csv"), "old");

        using var source = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new CancelAfter("3 of 4 trials are finished", source);
        var code = CommandLine.Invoke(
            ["run", suite, "--out", folder["run"], "--resume"], new ConsoleStreams { Output = output, Error = error },
            cancellation: source.Token);

        Assert.AreEqual(ExitCode.Interrupted, code);
        Assert.HasCount(4, File(folder, "run", "trials.csv").TrimEnd().Split('\n'));
        Assert.IsFalse(System.IO.File.Exists(Path.Combine(folder["run"], "claims.csv")));
    }

    [TestMethod]
    public void Invoke_ResumeWithADamagedFile_WarnsAndRunsItsTrialAgain()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        Invoke("run", suite, "--out", folder["run"], "--seeds", "1");
        var trial = Path.Combine(folder["run"], "trials", "000001.json");
        System.IO.File.WriteAllText(trial, System.IO.File.ReadAllText(trial).Replace("\"seed\":1", "\"seed\":\"one\""));

        var outcome = Invoke("run", suite, "--out", folder["run"], "--seeds", "1", "--resume");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode);
        StringAssert.Contains(
            outcome.Error,
            $"warning: {trial} is damaged: its checksum is not that of its content, or its end is missing. Its trial runs again; the file "
                + "is kept as 000001.json.damaged.");
        StringAssert.Contains(outcome.Error, "[2/2] map: linear, seed 1: ");
    }

    [TestMethod]
    public void Invoke_ResumeWithADeletedCsvFile_ExitsWith3()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite.Replace("countries-map", "gone.csv"));

        var outcome = Invoke("run", suite, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Data, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, $"There is no file {folder["gone.csv"]}.");
    }

    [TestMethod]
    public void Invoke_ResumeWithOtherData_ExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);
        Invoke("run", suite, "--out", folder["run"], "--seeds", "1");
        folder.Write("small.json", SmallSuite.Replace("\"trainRows\": 300", "\"trainRows\": 299"));

        var outcome = Invoke("run", suite, "--out", folder["run"], "--resume");

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "--resume: the rows of countries-map in small/map are not those of the earlier run");
    }

    /// <summary>A writer that cancels once a text was written to it.</summary>
    private sealed class CancelAfter(string text, CancellationTokenSource source) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
                source.Cancel();
        }
    }
}
