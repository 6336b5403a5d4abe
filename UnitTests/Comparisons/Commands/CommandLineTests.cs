using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Pipelines.Learners;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void Invoke_EmptyOutFolder_IsAUsageError()
    {
        var outcome = Invoke("run", "countries", "--stand-in", "--out", "");

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "--out is empty: give a folder, or leave it out for a new one under runs.");
    }

    [TestMethod]
    public void Invoke_Help_NamesCommandsFilesAndExitCodes()
    {
        var outcome = Invoke("--help");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode);
        foreach (var expected in new[] { "--data-dir <DIR>", "--seeds <N>", "--quick", "--out <DIR>", "--threads <N>", "list", "run",
            "metrics.csv", "Exit codes:", "130" })
        {
            StringAssert.Contains(outcome.Output, expected);
        }

        Assert.AreEqual("", outcome.Error);
    }

    [TestMethod]
    public void Invoke_RunHelp_HasTheSameOptions()
    {
        var outcome = Invoke("run", "--help");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode);
        foreach (var expected in new[] { "suite[/experiment]", "--data-dir <DIR>", "--seeds <N>", "--quick", "--out <DIR>", "--threads <N>",
            "--set", "--resume", "--pictures <svg|png|both>" })
        {
            StringAssert.Contains(outcome.Output, expected);
        }
    }

    [TestMethod]
    public void Invoke_List_NamesEverySuiteAndExperiment()
    {
        var outcome = Invoke("list");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode);
        foreach (var expected in new[] { "default/digits", "default/map", "mnist-mlp/batch-size", "countries/learning-rate",
            "mnist-65k/budget" })
        {
            StringAssert.Contains(outcome.Output, expected);
        }

        Assert.AreEqual("", outcome.Error);
    }

    [TestMethod]
    public void Invoke_ListOfAnExperiment_ShowsItsLearnersAndSettings()
    {
        var outcome = Invoke("list", "countries/learning-rate");

        StringAssert.Contains(outcome.Output, "6x16 rate=0.00001");
        StringAssert.Contains(outcome.Output, "hidden=16-16-16-16-16-16");
        Assert.DoesNotContain("crop=", outcome.Output, "settings that the experiment does not set");
        StringAssert.Contains(outcome.Output, "other settings have their defaults: list mlp\n");
    }

    [TestMethod]
    public void Invoke_ListLearners_ShowsKindsAndOfOneItsSettings()
    {
        var kinds = Invoke("list", "learners").Output;
        foreach (var kind in LearnerKinds.All)
            StringAssert.Contains(kinds, $"{kind.Name}\n    {kind.Description}\n");

        StringAssert.Contains(
            Invoke("list", "boosted-trees").Output, "  leaves=20\n      most leaves of a tree\n      takes a whole number of at least 2\n");
    }

    [TestMethod]
    [DataRow("run", "Required argument 'suite[/experiment]' missing for command: 'run'.")]
    [DataRow("run minst-mlp", "Did you mean mnist-mlp?")]
    [DataRow("rnu countries", "Did you mean run?")]
    [DataRow("countries", "Did you mean run countries?")]
    [DataRow("--sedes 3", "Did you mean --seeds?")]
    [DataRow("--seeds", "--seeds")]
    [DataRow("--seeds none", "--seeds none: expected a whole number from 1 to 10000.")]
    [DataRow("--seeds 0", "--seeds 0: expected a whole number from 1 to 10000.")]
    [DataRow("--pictures jpeg", "--pictures jpeg: expected svg, png or both.")]
    [DataRow("--threads -1", "--threads -1: expected a whole number from 1 to 1024.")]
    [DataRow("--set rate", "--set rate: expected NAME=VALUE or NAME=VALUE,VALUE, such as --set rate=0.1,0.01.")]
    [DataRow("--set rat=1", "Did you mean rate?")]
    [DataRow("--set epochs=-1", "--set epochs: The setting 'epochs' cannot be '-1'; expected a whole number of at least 0, or auto.")]
    [DataRow("run countries countries", "'countries/learning-rate' is selected twice.")]
    [DataRow("run countries --stand-in --data-dir .", "--stand-in and --data-dir exclude each other: give the one or the other.")]
    [DataRow(
        "run countries --beside torch-mlp",
        "torch-mlp is in the program Samples/Torch, which takes the same arguments: dotnet run -c Release --project Samples/Torch -- ")]
    [DataRow("list torch-mlp", "There is no kind of learner 'torch-mlp' in this program; there are: constant, ")]
    [DataRow("run nowhere.json", "The suite file nowhere.json cannot be read: ")]
    public void Invoke_WrongUsage_SaysWhatAndExitsWith2(string arguments, string expected)
    {
        var outcome = Invoke(arguments.Split(' '));

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, expected);
        Assert.AreEqual("", outcome.Output);
    }

    [TestMethod]
    public void Invoke_DataDirectoryMissing_ExitsWith3AndWritesNothing()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke("run", "countries", "--data-dir", folder["none"], "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Data, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, $"The data directory '{folder["none"]}' (--data-dir) does not exist.");
        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    [TestMethod]
    public void Invoke_DataFilesMissing_ExitsWith3AndWritesNothing()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke("run", "countries", "--data-dir", folder.Path, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Data, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "european-countries");
        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    [TestMethod]
    public void Invoke_DataFileDamaged_ExitsWith3AndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "european-countries");
        Directory.CreateDirectory(data);
        foreach (var part in new[] { "train", "validation", "test" })
            System.IO.File.WriteAllText(Path.Combine(data, $"{part}.csv.gz"), ",long,lat,country\n0,1.5,abc,3\n");

        var outcome = Invoke("run", "countries", "--data-dir", folder.Path, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Data, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "abc");
        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    [TestMethod]
    public void Invoke_SmallSuite_WritesEveryFileAndASummary()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke("run", folder.Write("small.json", SmallSuite), "--out", folder["run"], "--threads", "2");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(outcome.Output, "small/map\nDoes it run?\n");
        StringAssert.Contains(outcome.Output, "±");
        StringAssert.EndsWith(outcome.Output.TrimEnd(), $"Results: {folder["run"]}\nPage: {Path.Combine(folder["run"], "report.html")}");
        StringAssert.Contains(outcome.Error, "[4/4] ");
        Assert.HasCount(1 + (4 * 3 * 6), File(folder, "run", "metrics.csv").TrimEnd().Split('\n'));
        Assert.HasCount(1 + 4, File(folder, "run", "trials.csv").TrimEnd().Split('\n'));
        Assert.HasCount(1 + (2 * 2 * 3 * 2), File(folder, "run", "history.csv").TrimEnd().Split('\n'));
        StringAssert.StartsWith(
            File(folder, "run", "metrics.csv"),
            "suite,experiment,trial,dataset,learner,seed,split,metric,value\nsmall,map,1,countries-map,linear,1,train,accuracy,");

        StringAssert.Contains(outcome.Output, File(folder, "run", "summary.txt"));
        StringAssert.StartsWith(File(folder, "run", "summary.txt"), "small/map\nDoes it run?\n");

        var json = JsonNode.Parse(File(folder, "run", "run.json"))!;
        Assert.AreEqual("completed", (string?)json["status"]);
        Assert.AreEqual(4, (int?)json["trials"]!["finished"]);
        Assert.AreEqual(64, ((string?)json["dataSets"]![0]!["sha256"])!.Length);
        Assert.AreEqual(typeof(Microsoft.ML.MLContext).Assembly.GetName().Name, (string?)json["mlnet"]!["assembly"]);
        Assert.AreEqual("[1,2]", json["seeds"]!["small/map"]!.ToJsonString());
        StringAssert.StartsWith((string?)json["command"], "run ");
        Assert.IsGreaterThan(0, ((string)json["version"]!).Length);
        Assert.IsGreaterThan(0, ((string)json["machine"]!["processor"]!).Length);
        CollectionAssert.AreEquivalent(
            new[]
            {
                "plan.csv", "metrics.csv", "trials.csv", "settings.csv", "history.csv", "run.json", "run.json.previous", "summary.txt",
                "report.html",
            },
            Directory.GetFiles(folder["run"])
                .Select(Path.GetFileName).ToList());
    }

    [TestMethod]
    public void Invoke_SameSeedsOnOneAndTwoThreads_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("small.json", SmallSuite);

        Invoke("run", suite, "--out", folder["one"], "--threads", "1");
        Invoke("run", suite, "--out", folder["two"], "--threads", "2");
        Invoke("run", suite, "--out", folder["many"], "--threads", "9");

        foreach (var name in new[] { "metrics.csv", "history.csv" })
        {
            Assert.AreEqual(File(folder, "one", name), File(folder, "two", name));
            Assert.AreEqual(File(folder, "one", name), File(folder, "many", name));
        }
    }

    [TestMethod]
    public void Invoke_TrialFails_IsARowWithItsErrorAndExitCode1()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke(
            "run", folder.Write("small.json", SmallSuite), "--out", folder["run"], "--set", "rate=1e30", "--set", "hidden=8-8");

        Assert.AreEqual(ExitCode.TrialFailed, outcome.ExitCode);
        StringAssert.Contains(outcome.Output, "failed: trial 2, net, seed 1: TrainingDivergedException: ");
        var rows = File(folder, "run", "trials.csv").TrimEnd().Split('\n');
        Assert.HasCount(5, rows);
        Assert.AreEqual(2, rows.Count(row => row.Contains("TrainingDivergedException")));
        Assert.AreEqual(2, (int?)JsonNode.Parse(File(folder, "run", "run.json"))!["trials"]!["failed"]);
    }

    [TestMethod]
    public void Invoke_AddedKindWhoseEngineDoesNotLoad_FailsWithItsSentenceAndTheOthersRun()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke(
            UnloadableEngine.Catalog, CancellationToken.None, "run", folder.Write("small.json", SmallSuite), "--beside", "far-mlp", "--out",
            folder["run"]);

        Assert.AreEqual(ExitCode.TrialFailed, outcome.ExitCode, outcome.Error);
        foreach (var seed in new[] { 1, 2 })
            StringAssert.Contains(outcome.Output, $"far-mlp net, seed {seed}: PlatformNotSupportedException: {UnloadableEngine.Message}");
        var rows = File(folder, "run", "trials.csv").TrimEnd().Split('\n');
        Assert.HasCount(1 + 6, rows);
        Assert.AreEqual(2, rows.Count(row => row.Contains(UnloadableEngine.Message)));
        Assert.HasCount(1 + (4 * 3 * 6), File(folder, "run", "metrics.csv").TrimEnd().Split('\n'), "the metrics of the four others");
    }

    [TestMethod]
    public void Invoke_AddedKind_IsListedAndKnownToSuiteFiles()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write("far.json", SmallSuite.Replace("\"mlp\"", "\"far-mlp\"", StringComparison.Ordinal));

        StringAssert.Contains(
            Invoke(UnloadableEngine.Catalog, CancellationToken.None, "list", "learners").Output,
            "far-mlp\n    mlp on an engine that does not load\n");
        StringAssert.Contains(Invoke(UnloadableEngine.Catalog, CancellationToken.None, "list", "far-mlp").Output, "  rate=");
        StringAssert.Contains(Invoke(UnloadableEngine.Catalog, CancellationToken.None, "list", suite).Output, "far-mlp hidden=8");
        StringAssert.Contains(Invoke("list", suite).Error, "found \"far-mlp\"");
    }

    [TestMethod]
    public void Invoke_OutThatCannotBeWritten_ExitsWith2BeforeDataAreLoaded()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke("run", folder.Write("small.json", SmallSuite), "--out", Path.Combine(folder["small.json"], "run"));

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "the folder cannot be written");
        Assert.DoesNotContain("loading", outcome.Error);
    }

    /// <summary>A name that is no suite's, though something is there.</summary>
    [TestMethod]
    public void Invoke_SomethingElseThanASuite_SaysWhatToDoAndExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("vehicle.csv", "a,b\n1,2\n");
        Directory.CreateDirectory(folder["photos"]);
        Directory.CreateDirectory(folder["folder.json"]);
        (string Name, string Expected)[] names =
        [
            (table, $"{table} is a table, not a suite. To compare learners on it, give: compare {table}"),
            ("", "The name of a suite is empty: expected a suite, one of its experiments, a suite file (FILE.json) or 'all'."),
            ("  ", "The name of a suite is empty: "),
            (folder["photos"], $"{folder["photos"]} is a folder: expected a suite, "),
            (folder.Write("notes.txt", "x"), "notes.txt is a file whose name does not end in .json: expected a suite, "),
            (folder["nothing"], $"There is no suite named '{folder["nothing"]}'. The command 'list' shows every name."),
            (folder["folder.json"], $"The suite file {folder["folder.json"]} is a folder. "),
            ("default/", "There is no experiment in the suite 'default' named ''."),
        ];
        foreach (var (name, expected) in names)
        {
            foreach (var command in new[] { "run", "list" })
            {
                var outcome = Invoke(command, name);
                Assert.AreEqual(ExitCode.Usage, outcome.ExitCode, $"{command} '{name}': {outcome.Error}");
                StringAssert.Contains(outcome.Error, expected);
            }
        }

        var lines = Invoke("run", table).Error.Split('\n');
        var suite = folder.Write("mine.json", string.Join('\n', lines[2..4]));
        StringAssert.Contains(Invoke("list", suite).Output, $"data: {table}, all its rows, 5 folds");
    }

    [TestMethod]
    public void Invoke_FileOrEmptyNameForAFolder_ExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var (suite, file) = (folder.Write("small.json", SmallSuite), folder.Write("file", "x"));
        (string[] Arguments, string Expected)[] commands =
        [
            (["run", suite, "--out", file], $"--out {file}: there is a file of that name; give the name of a folder."),
            (["run", suite, "--out", file, "--resume"], $"--out {file}: there is a file of that name; give the name of a folder."),
            (["verify", "--out", file], $"--out {file}: there is a file of that name; give the name of a folder."),
            (["run", suite, "--data-dir", ""], "--data-dir is empty: give a folder, or leave it out."),
            (["run", suite, "--data-dir", file], $"--data-dir {file}: it is a file; give the folder of real data."),
            (["run", "transfer", "--images", ""], "--images is empty: give a folder, zip or tar archive"),
            (["predict", "--model", ""], "--model is empty: give the file of a trained pipeline"),
            (["predict", "--model", folder.Path], $"--model {folder.Path}: it is a folder; give the file of a trained pipeline"),
            (["predict", "--model", file, ""], "A name of what to predict for is empty: give a file of rows or pictures"),
        ];
        foreach (var (arguments, expected) in commands)
        {
            var outcome = Invoke(arguments);
            Assert.AreEqual(ExitCode.Usage, outcome.ExitCode, $"{string.Join(' ', arguments)}: {outcome.Error}");
            StringAssert.Contains(outcome.Error, expected);
        }

        Assert.AreEqual("x", System.IO.File.ReadAllText(file));
    }

    [TestMethod]
    public void Invoke_StandIn_RunsOnGeneratedRowsAndEveryOutputSaysSo()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke(
            "run", "countries", "--stand-in", "--quick", "--seeds", "1", "--set", "epochs=1", "--set", "rate=0.01", "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(
            outcome.Output, "Note: countries/learning-rate did not run on real data: generated stand-in for european-countries");
        StringAssert.Contains(outcome.Error, "note: countries/learning-rate did not run on real data");
        StringAssert.Contains(File(folder, "run", "metrics.csv"), ",countries-map,");
        var json = JsonNode.Parse(File(folder, "run", "run.json"))!;
        Assert.IsTrue((bool?)json["dataSets"]![0]!["standIn"]);
        Assert.Contains(
            true, json["notices"]!.AsArray()
                .Select(notice => ((string?)notice)!.Contains("did not run on real data", StringComparison.Ordinal)));
        Assert.Contains(
            true, json["notices"]!.AsArray().Select(notice => (string?)notice is { } text
                && text.StartsWith("countries/learning-rate: ", StringComparison.Ordinal)
                && text.EndsWith(
                    " claims and 0 pictures are left out, for they are about learners that this run does not have.",
                    StringComparison.Ordinal)));
        StringAssert.Contains((string?)json["notices"]![0], "quick run");
    }
}
