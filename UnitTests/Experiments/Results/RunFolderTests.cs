using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class RunFolderTests
{
    private const string SettingsText = "l2=1 l1=0 tolerance=0.0001 iterations=200 scaling=standardize rows=0 try=none";

    private static readonly RunPlan Plan = RunPlan.Create([new Suite("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        Learners = [new("lbfgs-maximum-entropy", "linear, plain", Settings.Empty)],
        Seeds = 3,
    }])]);

    private static FinishedTrial Record(int number, string? error = null)
    {
        var trial = Plan.Trials[number - 1];
        var result =
            new TrialResult
            {
                DataSet = "map",
                Learner = trial.Learner,
                Settings = trial.Settings,
                Seed = trial.Seed,
                PeakMegabytes = 12.34,
                TrialsAtOnce = 2,
                Error = error
            };
        return new FinishedTrial(trial, error is not null ? result : result with
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

    /// <summary>A new folder with a manifest and the finished trials of these numbers.</summary>
    private static RunFolder Create(TemporaryFolder folder, params int[] numbers)
    {
        var run = RunFolder.Create(folder["run"]);
        run.Write(RunManifest.FileName, new RunManifest(Plan, "tests", "", 1).Text("running", 0, 0));
        foreach (var number in numbers)
            run.Add(Record(number));
        return run;
    }

    [TestMethod]
    public void Add_Trials_WritesTheExactFilesSortedByTrial()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder["run"]);
        run.Add(Record(2));
        run.Add(Record(3, "InvalidOperationException: it said \"no\""));
        run.Add(Record(1));
        run.WriteTables();

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
            "suite,experiment,trial,dataset,learner,seed,kind,settings,parameters,model_bytes,prepare_seconds,fit_seconds,monitor_seconds,"
            + "predict_microseconds_per_row,predict_one_p50_microseconds,predict_one_p99_microseconds,peak_mb,error\n"
            + $"s,e,1,map,\"linear, plain\",1,lbfgs-maximum-entropy,{SettingsText},99,2345,0.25,1.5,0.125,3.25,4.5,9,12.3,\n"
            + $"s,e,2,map,\"linear, plain\",2,lbfgs-maximum-entropy,{SettingsText},99,2345,0.25,1.5,0.125,3.25,4.5,9,12.3,\n"
            + $"s,e,3,map,\"linear, plain\",3,lbfgs-maximum-entropy,{SettingsText},,,,,,,,,12.3,\"InvalidOperationException: it said "
                + $"\"\"no\"\"\"\n",
            Read(folder, "trials.csv"));
        Assert.AreEqual(
            "suite,experiment,trial,dataset,learner,seed,kind,l2,l1,tolerance,iterations,scaling,rows,try\n"
            + string.Concat(Enumerable.Range(1, 3).Select(trial =>
                $"s,e,{trial},map,\"linear, plain\",{trial},lbfgs-maximum-entropy,1,0,0.0001,200,standardize,0,none\n")),
            Read(folder, "settings.csv"));
    }

    [TestMethod]
    public void WriteTables_NoTrialYet_WritesHeadersAlone()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Create(folder["run"]).WriteTables();

        Assert.AreEqual("suite,experiment,trial,dataset,learner,seed,split,metric,value\n", Read(folder, "metrics.csv"));
        CollectionAssert.AreEquivalent(
            new[] { "metrics.csv", "history.csv", "trials.csv", "settings.csv" },
            Directory.GetFiles(folder["run"]).Select(Path.GetFileName).ToList());
    }

    [TestMethod]
    public void Add_Trial_WritesItsOwnFileAndNoTable()
    {
        using var folder = new TemporaryFolder();
        Create(folder, 2);

        CollectionAssert.AreEqual(
            new[] { "000002.json" }, Directory.GetFiles(Path.Combine(folder["run"], "trials")).Select(Path.GetFileName).ToList());
        Assert.IsFalse(File.Exists(Path.Combine(folder["run"], "trials.csv")));
    }

    /// <summary>
    /// Every number reads back to the last bit, so that a run that goes on ends with the tables of one that was not interrupted.
    /// </summary>
    [TestMethod]
    public void Open_AfterAKill_KeepsFinishedTrialsAloneAndEveryBitOfThem()
    {
        using var folder = new TemporaryFolder();
        var run = Create(folder, 1, 2);
        run.WriteTables();
        var (trials, metrics, history) = (Read(folder, "trials.csv"), Read(folder, "metrics.csv"), Read(folder, "history.csv"));
        run.Add(Record(3, "error"));
        File.WriteAllText(Path.Combine(folder["run"], "trials", "000004.json.tmp"), "{ \"tri"); // killed before it was renamed

        var again = RunFolder.Open(folder["run"], Plan);
        again.Continue();

        CollectionAssert.AreEqual(new[] { 1, 2 }, again.Finished.Select(ended => ended.Trial.Number).ToList());
        Assert.AreEqual(metrics, Read(folder, "metrics.csv"));
        Assert.AreEqual(history, Read(folder, "history.csv"));
        Assert.AreEqual(trials, Read(folder, "trials.csv"));
        Assert.AreEqual(1.0 / 3, again.Finished[0].Result.Find("train", "accuracy"));
        Assert.AreEqual(double.PositiveInfinity, again.Finished[0].Result.History[1].Value);
        Assert.AreEqual(new SingleRowLatency(4.5, 9), again.Finished[0].Result.PredictOne);
        Assert.AreEqual(12.34, again.Finished[0].Result.PeakMegabytes);
        Assert.AreEqual(2, again.Finished[0].Result.TrialsAtOnce);
    }

    /// <summary>A run that is refused after its folder was opened, as for other data, has lost nothing.</summary>
    [TestMethod]
    public void Open_FailedTrial_DeletesNothingBeforeTheRunContinues()
    {
        using var folder = new TemporaryFolder();
        var run = Create(folder, 1);
        run.Add(Record(2, "error"));
        run.WriteTables();
        run.Write("claims.csv", "old");
        var failed = Path.Combine(folder["run"], "trials", "000002.json");

        var again = RunFolder.Open(folder["run"], Plan);
        Assert.IsTrue(File.Exists(failed));
        Assert.AreEqual("old", Read(folder, "claims.csv"));

        again.Continue("claims.csv", "never-there.csv");
        Assert.IsFalse(File.Exists(failed));
        Assert.IsFalse(File.Exists(Path.Combine(folder["run"], "claims.csv")));
        Assert.HasCount(2, Read(folder, "trials.csv").TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Add_FromSeveralThreads_KeepsEveryTrial()
    {
        const int Trials = 60;
        var plan = RunPlan.Create(SuiteChanges.WithSeeds(Plan.Suites, Trials));
        using var folder = new TemporaryFolder();
        var run = Create(folder);

        Parallel.ForEach(plan.Trials, trial => run.Add(Record(1) with { Trial = trial }));
        run.WriteTables();

        CollectionAssert.AreEqual(Enumerable.Range(1, Trials).ToList(), run.Finished.Select(ended => ended.Trial.Number).ToList());
        Assert.HasCount(Trials, RunFolder.Open(folder["run"], plan).Finished);
        Assert.HasCount(1 + Trials, Read(folder, "trials.csv").TrimEnd().Split('\n'));
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[1, 2]")]
    [DataRow("""{ "name": "something else" }""")]
    public void Open_ForeignFileAmongTheTrials_SaysWhichAndKeepsIt(string json)
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1);
        var path = Path.Combine(folder["run"], "trials", "notes.json");
        File.WriteAllText(path, json);

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], Plan));

        Assert.AreEqual(RunFolderProblem.Damaged, exception.Problem);
        Assert.AreEqual(
            $"{path} is not the file of a finished trial: its name is no number. Take it out of the folder of the run.", exception.Message);
        Assert.AreEqual(json, File.ReadAllText(path));
    }

    [TestMethod]
    public void Add_TrialThatTriedSettings_KeepsEachAndWritesATable()
    {
        using var folder = new TemporaryFolder();
        var run = Create(folder);
        var ended = Record(1);
        SettingsTry[] tries = [
            new(Settings.Empty, 1.0 / 3, 0.25, true), new(Settings.Parse("l2=2 l1=0.5"), null, 1.5, false) { Error = "It fell over." }];
        run.Add(ended with { Result = ended.Result with { Tries = tries } });

        var again = RunFolder.Open(folder["run"], Plan);
        again.WriteTables();

        CollectionAssert.AreEqual(tries, again.Finished.Single().Result.Tries.ToArray());
        Assert.AreEqual(
            "suite,experiment,trial,dataset,learner,seed,settings,validation_figure,fit_seconds,chosen,error\n"
                + "s,e,1,map,\"linear, plain\",1,its own settings,0.3333333333333333,0.25,yes,\n"
                + "s,e,1,map,\"linear, plain\",1,l2=2 l1=0.5,,1.5,no,It fell over.\n",
            Read(folder, "tries.csv"));
    }

    [TestMethod]
    public void Open_SettingsOfAVersionThatHadFewer_AreTheSameTrials()
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1);
        string path = Path.Combine(folder["run"], "trials", "000001.json"), text = WithoutSeal(File.ReadAllText(path));
        var fewer = text.Replace(" rows=0 try=none", "", StringComparison.Ordinal);
        Assert.AreNotEqual(text, fewer);

        File.WriteAllText(path, fewer);
        Assert.HasCount(1, RunFolder.Open(folder["run"], Plan).Finished);

        File.WriteAllText(path, text.Replace(" rows=0", " rows=7", StringComparison.Ordinal));
        StringAssert.StartsWith(Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], Plan)).Message, "trial 1 in ");
    }

    [TestMethod]
    public void Open_TrialWithAMap_KeepsItUnlessItIsDamaged()
    {
        var plan = RunPlan.Create(
            [Plan.Suites[0]
                with { Experiments = [Plan.Suites[0].Experiments[0] with { Map = new(new PredictionGrid(0, 1, 0, 1, 2, 3), 1) }] }]);
        using var folder = new TemporaryFolder();
        float[] values = [0, 1, 0.1f, 3, 1e-7f, -2];
        Create(folder).Add(new FinishedTrial(plan.Trials[0], Record(1).Result with { PlacePredictions = values }));
        var file = Path.Combine(folder["run"], "maps", "trial-1.csv");

        CollectionAssert.AreEqual(values, RunFolder.Open(folder["run"], plan).Finished[0].Result.PlacePredictions!.ToArray());
        Assert.AreEqual("0,1\n0.1,3\n1E-07,-2\n", File.ReadAllText(file));
        File.WriteAllText(file, "0,1\n0.1,3\n");
        var again = RunFolder.Open(folder["run"], plan);
        Assert.IsEmpty(again.Finished);
        StringAssert.Contains(
            again.Warnings.Single(), "maps/trial-1.csv, which belongs to it, is damaged: its checksum is not that of its content.");
        File.Delete(file);
        StringAssert.Contains(
            RunFolder.Open(folder["run"], plan).Warnings.Single(), "maps/trial-1.csv, which belongs to it, is not there.");
    }

    [TestMethod]
    [DataRow("\"parameters\":99", "\"parameters\":98")]
    [DataRow("\"sealed\":true", "\"sealed\":fals")]
    [DataRow("\"sealed\"", "\"sealee\"")]
    [DataRow("\"sha256\"", "\"sha257\"")]
    [DataRow(",\n\"sha256\"", "}\n\"sha256\"")]
    [DataRow("{", "")]
    public void Open_DamagedTrial_WarnsRunsItAgainAndKeepsTheFile(string text, string damaged)
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1, 2);
        string path = Path.Combine(folder["run"], "trials", "000001.json"), whole = File.ReadAllText(path);
        Assert.Contains(text, whole);
        File.WriteAllText(path, whole.Replace(text, damaged));

        var again = RunFolder.Open(folder["run"], Plan);

        Assert.AreEqual(2, again.Finished.Single().Trial.Number);
        Assert.AreEqual(
            $"{path} is damaged: its checksum is not that of its content, or its end is missing. Its trial runs again; the file is kept as "
                + "000001.json.damaged.",
            again.Warnings.Single());
        Assert.IsTrue(File.Exists(path), "nothing is changed before the run goes on");
        again.Continue();
        Assert.AreEqual(whole.Replace(text, damaged), File.ReadAllText($"{path}.damaged"));
        again.Add(Record(1));
        Assert.HasCount(2, RunFolder.Open(folder["run"], Plan).Finished);
    }

    [TestMethod]
    [DataRow("\"parameters\":99", "\"parameters\":\"many\"")]
    [DataRow("\"fitSeconds\":1.5", "\"fitSeconds\":[]")]
    [DataRow("0.3333333333333333", "null")]
    [DataRow(",2.5]", "]")]
    [DataRow("\"seed\":1", "\"sead\":1")]
    [DataRow("\"dataset\":", "\"dataset\":null,\"other\":")]
    public void Open_DamagedTrialOfAnEarlierVersion_WarnsToo(string text, string damaged)
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1);
        var path = Path.Combine(folder["run"], "trials", "000001.json");
        var whole = WithoutSeal(File.ReadAllText(path));
        File.WriteAllText(path, whole);
        Assert.HasCount(1, RunFolder.Open(folder["run"], Plan).Finished);
        File.WriteAllText(path, whole.Replace(text, damaged));

        var again = RunFolder.Open(folder["run"], Plan);

        Assert.IsEmpty(again.Finished);
        StringAssert.StartsWith(again.Warnings.Single(), $"{path} is damaged: ");
    }

    [TestMethod]
    public void Open_FileOfAnotherTrialInItsPlace_Warns()
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1, 2);
        var trials = Path.Combine(folder["run"], "trials");
        File.Copy(Path.Combine(trials, "000002.json"), Path.Combine(trials, "000001.json"), overwrite: true);

        var again = RunFolder.Open(folder["run"], Plan);

        Assert.AreEqual(2, again.Finished.Single().Trial.Number);
        StringAssert.Contains(again.Warnings.Single(), "000001.json is damaged: it is the file of trial 2.");
    }

    /// <summary>A trial's file as an earlier version wrote it.</summary>
    private static string WithoutSeal(string text) =>
        text[..text.IndexOf(",\n\"sha256\"", StringComparison.Ordinal)].Replace("\"sealed\":true,", "", StringComparison.Ordinal) + "}";

    [TestMethod]
    public void RequireNew_FolderBelowAFile_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Write("notes.txt", "mine"), "run");

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.RequireNew(path));

        StringAssert.StartsWith(exception.Message, $"the folder cannot be written: ");
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
        File.WriteAllText(Path.Combine(folder["run"], "run.json.tmp"), "{");

        Assert.IsTrue(RunFolder.Open(folder["run"], Plan).IsNew);
        Assert.IsEmpty(RunFolder.Open(folder["never"], Plan).Finished);
    }

    [TestMethod]
    public void Open_FolderOfSomethingElse_Throws()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "mine");

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder.Path, Plan));

        Assert.AreEqual($"there is no run.json in {folder.Path}; it is not the folder of a run.", exception.Message);
    }

    [TestMethod]
    public void Open_OtherPlan_Throws()
    {
        using var folder = new TemporaryFolder();
        Create(folder, 2);
        var other = RunPlan.Create(SuiteChanges.WithSetting(Plan.Suites, "l2", ["0.5"]));

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], other));

        StringAssert.Contains(exception.Message, "(e, linear, plain, seed 2) is not in this run's plan.");
    }

    [TestMethod]
    [DataRow(
        "{}", "is of an earlier version of this program (format 1, this version continues format 3): it used other versions of the "
            + "trainers of ML.NET, so its figures cannot be compared with new ones. Its files stay as they are; start a new run in "
                + "another folder.")]
    [DataRow(
        """{ "format": 2 }""",
        "is of an earlier version of this program (format 2, this version continues format 3): it does not have a file for each trial. "
            + "Its files stay as they are; start a new run in another folder.")]
    [DataRow(
        """{ "format": 4 }""",
        "is of a later version of this program (format 4, this version continues format 3). Continue it with that version, or start a new "
            + "run in another folder.")]
    public void Open_RunOfAnotherVersion_SaysWhatToDo(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1).WriteTables();
        var trials = Read(folder, "trials.csv");
        File.WriteAllText(Path.Combine(folder["run"], "run.json"), json);

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], Plan));

        Assert.AreEqual(RunFolderProblem.OtherVersion, exception.Problem);
        Assert.AreEqual($"the run in {folder["run"]} {expected}", exception.Message);
        Assert.AreEqual(trials, Read(folder, "trials.csv"));
    }

    [TestMethod]
    [DataRow("{ ")]
    [DataRow("""{ "format": "two" }""")]
    [DataRow("[]")]
    public void Open_DamagedManifest_SaysSo(string json)
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1);
        File.WriteAllText(Path.Combine(folder["run"], "run.json"), json);

        StringAssert.StartsWith(
            Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], Plan)).Message,
            "the earlier run's run.json cannot be read: ");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(20)]
    [DataRow(-1)]
    public void Open_CutManifest_TakesTheOneBeforeWithAWarning(int length)
    {
        using var folder = new TemporaryFolder();
        var run = Create(folder, 1);
        run.WriteManifest(new RunManifest(Plan, "tests", "", 1).Text("completed", 1, 0));
        string path = Path.Combine(folder["run"], "run.json"), whole = File.ReadAllText(path);
        var previous = File.ReadAllText($"{path}.previous");
        Assert.Contains("\"running\"", previous);
        File.WriteAllText(path, length < 0 ? whole[..^1] : whole[..length]);

        var again = RunFolder.Open(folder["run"], Plan);

        Assert.HasCount(1, again.Finished);
        StringAssert.StartsWith(again.Warnings.Single(), $"{path} cannot be used: ");
        StringAssert.EndsWith(again.Warnings.Single(), ". The one before it, run.json.previous, is taken.");
        again.WriteManifest(new RunManifest(Plan, "tests", "", 1).Text("completed", 2, 0));
        Assert.AreEqual(previous, File.ReadAllText($"{path}.previous"), "a damaged file does not take the place of a sound one");
    }

    [TestMethod]
    public void Open_BothManifestsDamaged_NamesThem()
    {
        using var folder = new TemporaryFolder();
        Create(folder, 1).WriteManifest(new RunManifest(Plan, "tests", "", 1).Text("completed", 1, 0));
        foreach (var name in new[] { "run.json", "run.json.previous" })
            File.WriteAllText(Path.Combine(folder["run"], name), "");

        Assert.AreEqual(
            "the earlier run's run.json cannot be read: it is empty; nor can the one before it, run.json.previous: it is empty. "
                + "Start a new run in another folder.",
            Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Open(folder["run"], Plan)).Message);
    }

    [TestMethod]
    public void Create_FolderNotEmpty_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "mine");

        var exception = Assert.ThrowsExactly<RunFolderException>(() => RunFolder.Create(folder.Path));

        Assert.AreEqual(RunFolderProblem.NotEmpty, exception.Problem);
        Assert.AreEqual("the folder is not empty. Give another.", exception.Message);
        Assert.AreEqual("mine", File.ReadAllText(folder["notes.txt"]));
    }
}
