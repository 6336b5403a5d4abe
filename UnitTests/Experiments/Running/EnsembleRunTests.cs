using System.IO.Compression;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Experiments.Running;

/// <summary>Runs of experiments whose results have the weighted mean of their learners.</summary>
[TestClass]
public sealed class EnsembleRunTests
{
    private static readonly Suite Small = new("s", "", [new Experiment
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
        Ensemble = "both",
        Seeds = 2,
    }]);

    [TestMethod]
    public void Run_Ensemble_FollowsItsLearnersOfEachSeed()
    {
        using var folder = new TemporaryFolder();

        var trials = ExperimentRun.Run(Small, folder["run"]).Trials;

        CollectionAssert.AreEqual(
            new[] { "linear", "trees", "both", "linear", "trees", "both" }, trials.Select(ended => ended.Trial.Learner).ToArray());
        Assert.IsTrue(trials.All(ended => !ended.Result.Failed));
        var loss = trials.Select(ended => ended.Result.Find("validation", "log-loss")!.Value).ToArray();
        Assert.IsLessThan(Math.Min(loss[0], loss[1]) + 0.02, loss[2]);
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder["run"], "predictions", "trial-1.csv.gz")), CompressionMode.Decompress));
        StringAssert.StartsWith(lines.ReadLine(), "split,row,0,1,2,");
        Assert.HasCount(60 + 60, lines.ReadToEnd().TrimEnd().Split('\n'));
        Assert.IsFalse(File.Exists(Path.Combine(folder["run"], "predictions", "trial-3.csv.gz")));
    }

    /// <summary>What is left of a run that was killed: the predictions of finished trials are read again.</summary>
    [TestMethod]
    public void Run_Resumed_GivesTheSameFigures()
    {
        using var folder = new TemporaryFolder();
        ExperimentRun.Run(Small, folder["run"], new RunOptions { Threads = 2 });
        var metrics = File.ReadAllText(Path.Combine(folder["run"], "metrics.csv"));
        foreach (var number in new[] { 2, 3, 6 })
            File.Delete(Path.Combine(folder["run"], "trials", $"00000{number}.json"));

        ExperimentRun.Run(Small, folder["run"], new RunOptions { Threads = 2, Resume = true });

        Assert.AreEqual(metrics, File.ReadAllText(Path.Combine(folder["run"], "metrics.csv")));
    }

    [TestMethod]
    public void Create_WeightOfALearner_CanBeNamed()
    {
        static Suite Naming(string learner) => Small with
        {
            Experiments =
            [
                Small.Experiments[0] with
                {
                    Choices = [new Choice("chosen", Measure.Recorded($"weight of {learner}", "weight", ""), new LearnerName("both"))],
                },
            ],
        };

        RunPlan.Create([Naming("trees")]);
        StringAssert.Contains(
            Assert.ThrowsExactly<SuiteException>(() => RunPlan.Create([Naming("forest")])).Message, "weight of forest");
    }

    /// <summary>A mean of other learners than the run ends with would be a wrong figure.</summary>
    [TestMethod]
    public void Run_ResumedWithoutALearner_MakesTheMeanAnew()
    {
        using var folder = new TemporaryFolder();
        ExperimentRun.Run(Small, folder["run"]);
        var metrics = File.ReadAllText(Path.Combine(folder["run"], "metrics.csv"));
        var mean = Path.Combine(folder["run"], "trials", "000003.json");
        File.WriteAllText(mean, File.ReadAllText(mean).Replace("\"validation\",\"log-loss\",", "\"validation\",\"log-loss\",9"));
        File.Delete(Path.Combine(folder["run"], "trials", "000002.json"));

        ExperimentRun.Run(Small, folder["run"], new RunOptions { Resume = true });

        Assert.AreEqual(metrics, File.ReadAllText(Path.Combine(folder["run"], "metrics.csv")));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("split,row,prediction\nvalidation,0\n")]
    [DataRow("")]
    public void Run_ResumedWithDamagedPredictions_RunsTheTrialAgain(string? text)
    {
        using var folder = new TemporaryFolder();
        ExperimentRun.Run(Small, folder["run"]);
        var metrics = File.ReadAllText(Path.Combine(folder["run"], "metrics.csv"));
        var path = Path.Combine(folder["run"], "predictions", "trial-2.csv.gz");
        var whole = File.ReadAllBytes(path);
        File.Delete(path);
        if (text is not null)
        {
            using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
            writer.Write(text);
        }

        ExperimentRun.Run(Small, folder["run"], new RunOptions { Resume = true });

        CollectionAssert.AreEqual(whole, File.ReadAllBytes(path));
        Assert.AreEqual(metrics, File.ReadAllText(Path.Combine(folder["run"], "metrics.csv")));
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "trials", "000002.json.damaged")));
    }

    [TestMethod]
    public void Create_EnsembleOfALearnersName_IsRefused()
    {
        var suite = Small with { Experiments = [Small.Experiments[0] with { Ensemble = "trees" }] };

        StringAssert.Contains(
            Assert.ThrowsExactly<SuiteException>(() => RunPlan.Create([suite])).Message, "two learners are named 'trees'");
    }

    /// <summary>A worker that finds only a weighted mean waits for the learners that another worker is training.</summary>
    [TestMethod]
    public void TryTake_WeightedMean_ComesAfterItsLearnersEnded()
    {
        var trials = RunPlan.Create([Small with { Experiments = [Small.Experiments[0] with { Seeds = 1 }] }]).Trials;
        var waiting = new WaitingTrials(trials);
        Assert.IsTrue(waiting.TryTake(out var first, CancellationToken.None));
        Assert.IsTrue(waiting.TryTake(out var second, CancellationToken.None));
        var third = Task.Run(() => waiting.TryTake(out var taken, CancellationToken.None) ? taken : null);

        waiting.End(first);
        Assert.IsFalse(third.Wait(200));
        waiting.End(second);

        Assert.AreSame(trials[2], third.Result);
        Assert.IsFalse(waiting.TryTake(out _, CancellationToken.None));
    }

    [TestMethod]
    public void TryTake_Stopped_DoesNotWait()
    {
        var trials = RunPlan.Create([Small]).Trials;
        var waiting = new WaitingTrials([trials[0], trials[2]]);
        Assert.IsTrue(waiting.TryTake(out _, CancellationToken.None));

        Assert.IsFalse(waiting.TryTake(out _, new CancellationToken(canceled: true)));
    }
}
