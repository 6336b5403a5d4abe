using MlPipelines.Comparisons;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Running;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class RunFolderTests
{
    private const string SettingsText = "l2=1 l1=0 tolerance=0.0001 iterations=200 scaling=standardize rows=0";

    private static readonly RunPlan Plan = RunPlan.Create([new Suite("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        Learners = [new("lbfgs-maximum-entropy", "linear, plain", Settings.Empty)],
        Seeds = 3,
    }])]);

    private static TrialRecord Record(int number, string? error = null)
    {
        var trial = Plan.Trials[number - 1];
        var result = new TrialResult { DataSet = "map", Learner = trial.Learner, Settings = trial.Settings, Seed = trial.Seed, PeakMegabytes = 12.34, Error = error };
        return new TrialRecord(trial, error is not null ? result : result with
        {
            Metrics = [new("train", "accuracy", 1.0 / 3), new("test", "log-loss", 1e-7 * number)],
            History = [new(1, 10, "train", "loss", 2.5), new(1, 10, "validation", "loss", double.PositiveInfinity)],
            Parameters = 99,
            ModelBytes = 2345,
            PrepareSeconds = 0.25,
            FitSeconds = 1.5,
            MonitorSeconds = 0.125,
            PredictMicroseconds = 3.25,
            PredictOne = new SingleRowLatency(4.5, 9),
        });
    }

    private static string Read(TemporaryFolder folder, string name) => File.ReadAllText(Path.Combine(folder["run"], name));

    [TestMethod]
    public void Add_Trials_WritesTheExactFilesSortedByTrial()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.Add(Record(2));
        run.Add(Record(3, "InvalidOperationException: it said \"no\""));
        run.Add(Record(1));

        Assert.AreEqual(
            "suite,experiment,trial,dataset,learner,seed,split,metric,value\n"
            + "s,e,1,map,\"linear, plain\",1,train,accuracy,0.3333333333333333\n"
            + "s,e,1,map,\"linear, plain\",1,test,log-loss,1E-07\n"
            + "s,e,2,map,\"linear, plain\",2,train,accuracy,0.3333333333333333\n"
            + "s,e,2,map,\"linear, plain\",2,test,log-loss,2E-07\n",
            Read(folder, "metrics.csv"));
        Assert.AreEqual(
            "suite,experiment,trial,dataset,learner,seed,epoch,iteration,split,metric,value\n"
            + "s,e,1,map,\"linear, plain\",1,1,10,train,loss,2.5\n"
            + "s,e,1,map,\"linear, plain\",1,1,10,validation,loss,Infinity\n"
            + "s,e,2,map,\"linear, plain\",2,1,10,train,loss,2.5\n"
            + "s,e,2,map,\"linear, plain\",2,1,10,validation,loss,Infinity\n",
            Read(folder, "history.csv"));
        Assert.AreEqual(
            "suite,experiment,trial,dataset,learner,seed,kind,settings,parameters,model_bytes,prepare_seconds,fit_seconds,monitor_seconds,predict_microseconds_per_row,predict_one_p50_microseconds,predict_one_p99_microseconds,peak_mb,error\n"
            + $"s,e,1,map,\"linear, plain\",1,lbfgs-maximum-entropy,{SettingsText},99,2345,0.25,1.5,0.125,3.25,4.5,9,12.3,\n"
            + $"s,e,2,map,\"linear, plain\",2,lbfgs-maximum-entropy,{SettingsText},99,2345,0.25,1.5,0.125,3.25,4.5,9,12.3,\n"
            + $"s,e,3,map,\"linear, plain\",3,lbfgs-maximum-entropy,{SettingsText},,,,,,,,,12.3,\"InvalidOperationException: it said \"\"no\"\"\"\n",
            Read(folder, "trials.csv"));
    }

    [TestMethod]
    public void Create_NoTrialYet_WritesHeadersAlone()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]);

        Assert.AreEqual("suite,experiment,trial,dataset,learner,seed,split,metric,value\n", Read(folder, "metrics.csv"));
        CollectionAssert.AreEquivalent(
            new[] { "metrics.csv", "history.csv", "trials.csv" }, Directory.GetFiles(folder["run"]).Select(Path.GetFileName).ToList());
    }

    [TestMethod]
    public void Add_WhileAnotherReads_NeverShowsHalfAFile()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        string trials = Path.Combine(folder["run"], "trials.csv");
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            int reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                string text = File.ReadAllText(trials);
                Assert.IsTrue(text.StartsWith("suite,", StringComparison.Ordinal) && text.EndsWith('\n'), text);
                Assert.IsTrue(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.Count(character => character == ',') >= 15), text);
                reads++;
            }
        });
        for (int number = 1; number <= 3; number++)
            run.Add(Record(number));
        done.Cancel();
        reader.GetAwaiter().GetResult();
    }

    [TestMethod]
    public void Open_AfterAKillBetweenTwoFiles_KeepsFinishedTrialsAlone()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.Add(Record(1));
        run.Add(Record(3, "error"));
        string trials = Read(folder, "trials.csv");
        string metrics = Read(folder, "metrics.csv");
        string history = Read(folder, "history.csv");
        run.Add(Record(2));
        File.WriteAllText(Path.Combine(folder["run"], "trials.csv"), trials); // killed before the last file was renamed
        File.WriteAllText(Path.Combine(folder["run"], "trials.csv.tmp"), "suite,exp");

        var again = RunFolder.Open(folder["run"], Plan);

        CollectionAssert.AreEqual(new[] { 1 }, again.Records.Select(record => record.Trial.Number).ToList());
        Assert.AreEqual(metrics, Read(folder, "metrics.csv"));
        Assert.AreEqual(history, Read(folder, "history.csv"));
        Assert.AreEqual(string.Concat(trials.Split('\n')[..2].Select(line => line + "\n")), Read(folder, "trials.csv"));
        Assert.AreEqual(1.0 / 3, again.Records[0].Result.Find("train", "accuracy"));
        Assert.AreEqual(99, again.Records[0].Result.Parameters);
        Assert.AreEqual(2345, again.Records[0].Result.ModelBytes);
        Assert.AreEqual(0.125, again.Records[0].Result.MonitorSeconds);
    }

    [TestMethod]
    public void Open_SettingsOfAVersionThatHadFewer_AreTheSameTrials()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).Add(Record(1));
        string path = Path.Combine(folder["run"], "trials.csv"), text = File.ReadAllText(path);
        string fewer = text.Replace(" rows=0", "", StringComparison.Ordinal);
        Assert.AreNotEqual(text, fewer);

        File.WriteAllText(path, fewer);
        Assert.HasCount(1, RunFolder.Open(folder["run"], Plan).Records);

        File.WriteAllText(path, text.Replace(" rows=0", " rows=7", StringComparison.Ordinal));
        StringAssert.StartsWith(Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], Plan)).Message, "--resume: trial 1 in ");
    }

    [TestMethod]
    public void Open_TrialWithAMap_KeepsItAndRefusesADamagedOne()
    {
        var plan = RunPlan.Create([Plan.Suites[0] with { Experiments = [Plan.Suites[0].Experiments[0] with { Map = new(new PredictionGrid(0, 1, 0, 1, 2, 3), 1) }] }]);
        using var folder = new TemporaryFolder();
        float[] values = [0, 1, 0.1f, 3, 1e-7f, -2];
        RunFolder.Create(folder["run"]).Add(new TrialRecord(plan.Trials[0], Record(1).Result with { GridPredictions = values }));
        string file = Path.Combine(folder["run"], "maps", "trial-1.csv");

        CollectionAssert.AreEqual(values, RunFolder.Open(folder["run"], plan).Records[0].Result.GridPredictions!.ToArray());
        Assert.AreEqual("0,1\n0.1,3\n1E-07,-2\n", File.ReadAllText(file));
        File.WriteAllText(file, "0,1\n0.1,3\n");
        Assert.AreEqual(
            $"--resume: {file}: 6 numbers were expected, found 4; the file is damaged. Start a new run.",
            Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], plan)).Message);
        File.WriteAllText(file, "0,x\n");
        StringAssert.EndsWith(Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], plan)).Message, "a number was expected, found 'x'; the file is damaged. Start a new run.");
    }

    [TestMethod]
    [DataRow("trials.csv", ",99,", ",many,", "trial 1, column 'parameters': a whole number was expected, found 'many'; the file is damaged. Start a new run.")]
    [DataRow("trials.csv", ",1.5,", ",1.5.5,", "trial 1, column 'fit_seconds': a number was expected, found '1.5.5'; the file is damaged. Start a new run.")]
    [DataRow("metrics.csv", "0.3333333333333333", "", "trial 1, column 'value': a number was expected, found ''; the file is damaged. Start a new run.")]
    [DataRow("history.csv", "s,e,1,", "s,e,x,", "'x' is not the number of a trial; the file is damaged. Start a new run.")]
    [DataRow("history.csv", "2.5\n", "2.5,3\n", "row 1: 12 fields, expected 11; the file is damaged.")]
    public void Open_DamagedCell_SaysWhere(string file, string text, string damaged, string expected)
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).Add(Record(1));
        File.WriteAllText(Path.Combine(folder["run"], file), Read(folder, file).Replace(text, damaged));

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], Plan));

        StringAssert.Contains(exception.Message, Path.Combine(folder["run"], file));
        StringAssert.EndsWith(exception.Message, expected);
    }

    [TestMethod]
    public void RequireNew_FolderBelowAFile_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Write("notes.txt", "mine"), "run");

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.RequireNew(path));

        StringAssert.StartsWith(exception.Message, $"--out {path}: the folder cannot be written: ");
    }

    [TestMethod]
    public void RequireNew_NewFolder_LeavesNothing()
    {
        using var folder = new TemporaryFolder();

        RunFolder.RequireNew(Path.Combine(folder["new"], "run"));

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Open_KilledBeforeItHadItsFiles_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(Path.Combine(folder["run"], "metrics.csv"), "suite");
        File.WriteAllText(Path.Combine(folder["run"], "history.csv.tmp"), "");

        RunFolder.Open(folder["run"], Plan).Add(Record(1));

        Assert.HasCount(3, Read(folder, "metrics.csv").TrimEnd().Split('\n'));
        Assert.IsEmpty(RunFolder.Open(folder["never"], Plan).Records);
    }

    [TestMethod]
    public void Open_FolderOfSomethingElse_Throws()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "mine");

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder.Path, Plan));

        Assert.AreEqual($"--resume: there is no metrics.csv in {folder.Path}; it is not the folder of a run.", exception.Message);
    }

    [TestMethod]
    public void Open_OtherPlan_Throws()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).Add(Record(2));
        var other = RunPlan.Create(SuiteChanges.WithSetting(Plan.Suites, "l2", ["0.5"]));

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], other));

        StringAssert.Contains(exception.Message, "(e, linear, plain, seed 2) is not in this run's plan.");
    }

    [TestMethod]
    [DataRow("{}", "is of an earlier version of this program (format 1, this version continues format 2): it used other versions of the trainers of ML.NET, so its figures cannot be compared with new ones. Its files stay as they are; start a new run in another folder, without --resume.")]
    [DataRow("""{ "format": 3 }""", "is of a later version of this program (format 3, this version continues format 2). Continue it with that version, or start a new run in another folder, without --resume.")]
    public void Open_RunOfAnotherVersion_SaysWhatToDo(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).Add(Record(1));
        string trials = Read(folder, "trials.csv");
        File.WriteAllText(Path.Combine(folder["run"], "run.json"), json);

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], Plan));

        Assert.AreEqual($"--resume: the run in {folder["run"]} {expected}", exception.Message);
        Assert.AreEqual(trials, Read(folder, "trials.csv"));
    }

    [TestMethod]
    [DataRow("{ ")]
    [DataRow("""{ "format": "two" }""")]
    [DataRow("[]")]
    public void Open_DamagedManifest_SaysSo(string json)
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).Add(Record(1));
        File.WriteAllText(Path.Combine(folder["run"], "run.json"), json);

        StringAssert.StartsWith(Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], Plan)).Message, "--resume: the earlier run's run.json cannot be read: ");
    }

    [TestMethod]
    public void Open_ForeignHeader_Throws()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]);
        File.WriteAllText(Path.Combine(folder["run"], "trials.csv"), "a,b\n1,2\n");

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Open(folder["run"], Plan));

        StringAssert.Contains(exception.Message, "it was not written by this version and cannot be continued.");
    }

    [TestMethod]
    public void Create_FolderNotEmpty_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "mine");

        var exception = Assert.ThrowsExactly<UsageException>(() => RunFolder.Create(folder.Path));

        Assert.AreEqual($"--out {folder.Path}: the folder is not empty. Give another, or continue the run in it with --resume.", exception.Message);
        Assert.AreEqual("mine", File.ReadAllText(folder["notes.txt"]));
    }
}
