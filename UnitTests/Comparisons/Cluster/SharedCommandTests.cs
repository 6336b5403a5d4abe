using System.Diagnostics;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.UnitTests.Comparisons.Cluster;

/// <summary>The command that the processes of a run have in common.</summary>
[TestClass]
public sealed class SharedCommandTests
{
    [TestMethod]
    [DataRow(
        "run s.json --engine slurm --partition p --time 1:00 --array-size=8 --memory 4G --sbatch=--qos=x --out d --quick",
        "run s.json --quick")]
    [DataRow("run s.json --shard 2/3 --out d --resume --set rate=0.1", "run s.json --set rate=0.1")]
    [DataRow("compare t.csv --time date --time-limit 1:00 --engine=slurm --out=d", "compare t.csv --time date")]
    [DataRow("--engine slurm --threads 2", "--threads 2")]
    public void Common_LeavesOutWhoDoesWhatAndWhere(string given, string common) =>
        Assert.AreEqual(common, string.Join(' ', SharedCommand.Common(given.Split(' '))));

    [TestMethod]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var sharing = new SharedWork { Shard = new Shard(2, 3), Arguments = ["run", "my suite.json", "--shard", "2/3", "--out", "d"] };

        var command = SharedCommand.Of(sharing, "run 'my suite.json' --shard 2/3 --out d", threads: 4);
        command.WriteTo(folder.Path);
        var read = SharedCommand.Read(folder.Path);

        CollectionAssert.AreEqual(new[] { "run", "my suite.json" }, read.Arguments.ToArray());
        Assert.AreEqual(Directory.GetCurrentDirectory(), read.WorkingFolder);
        Assert.AreEqual("run 'my suite.json' --out d", read.Text);
    }

    /// <summary>Sizes and tries of <c>compare</c> follow its threads, so all shares must have the same number of them.</summary>
    [TestMethod]
    [DataRow("compare t.csv", false, "compare t.csv --threads 4")]
    [DataRow("compare t.csv --threads=2", false, "compare t.csv --threads=2")]
    [DataRow("run s.json", true, "run s.json --threads 4")]
    [DataRow("run s.json", false, "run s.json")]
    public void Of_ThreadsDecideWhatIsTrained_AreAmongTheWords(string given, bool areJobs, string common)
    {
        var sharing = new SharedWork
        {
            Shard = areJobs ? null : new Shard(1, 2),
            Slurm = areJobs ? new SlurmSettings() : null,
            Arguments = given.Split(' '),
        };

        Assert.AreEqual(common, string.Join(' ', SharedCommand.Of(sharing, given, threads: 4).Arguments));
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("{}")]
    [DataRow("""{"arguments": [null], "workingFolder": "/", "text": ""}""")]
    [DataRow("null")]
    public void Read_Damaged_SaysWhatToDo(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("command.json", text);

        var refused = Assert.ThrowsExactly<UsageException>(() => SharedCommand.Read(folder.Path));

        StringAssert.Contains(refused.Message, "command.json is damaged");
    }

    [TestMethod]
    public void Task_WordsOfTheCommand_AreReadBackByTheShell()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["my work"]);
        var echo = folder.Write(
            "echo.sh",
            "pwd\nprintf '%s|' \"$@\"\necho $DOTNET_PROCESSOR_COUNT $DOTNET_GCHeapHardLimit $MLPIPELINES_DATA\n");
        var command = new SharedCommand(["run", "it's \"mine\" $HOME.json"], folder["my work"], "/data of mine", "");
        var scripts = new SlurmScripts(["bash", echo], command, folder["out dir"]);
        var script = folder.Write("task.sh", scripts.Task(8));

        var start = new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true };
        start.Environment["SLURM_ARRAY_TASK_ID"] = "5";
        start.Environment["SLURM_CPUS_PER_TASK"] = "3";
        start.Environment["SLURM_MEM_PER_CPU"] = "100";
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
        process.WaitForExit();

        Assert.AreEqual(folder["my work"], lines[0]);
        Assert.AreEqual(
            $"run|it's \"mine\" $HOME.json|--out|{folder["out dir"]}|--shard|5/8|3 {300 * 1048576L * 80 / 100:x} /data of mine",
            lines[1]);
    }

    [TestMethod]
    [DataRow(new[] { 1, 2, 3 }, "1-3")]
    [DataRow(new[] { 2, 4, 5, 9 }, "2,4-5,9")]
    [DataRow(new[] { 7 }, "7")]
    public void Ranges_AscendingNumbers_AreThoseOfSbatch(int[] numbers, string text) => Assert.AreEqual(text, SlurmJobs.Ranges(numbers));
}
