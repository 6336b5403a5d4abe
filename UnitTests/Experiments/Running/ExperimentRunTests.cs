using System.Text.Json.Nodes;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.UnitTests.Pipelines.Learners;

namespace MlPipelines.UnitTests.Experiments.Running;

/// <summary>Runs that an error ends, and runs of learners that are not the program's own.</summary>
[TestClass]
public sealed class ExperimentRunTests
{
    private static readonly Suite Small = new("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        TrainRows = 100,
        ValidationRows = 20,
        TestRows = 20,
        Learners = [new("lbfgs-maximum-entropy", "linear", Settings.Parse("iterations=2"))],
        Seeds = 3,
    }]);

    [TestMethod]
    public void Execute_ErrorAfterTwoTrials_WritesTheirTablesAndThrowsIt()
    {
        using var folder = new TemporaryFolder();
        var run = new ExperimentRun(RunPlan.Create([Small]), folder["run"], new RunOptions { Threads = 1 });

        var exception = Assert.ThrowsExactly<IOException>(() => run.Execute(new FailAfter(2)));

        Assert.AreEqual("the disk is full", exception.Message);
        Assert.HasCount(3, File.ReadAllLines(Path.Combine(folder["run"], "trials.csv")));
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "summary.txt")));
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["run"], RunManifest.FileName)))!;
        Assert.AreEqual("interrupted", (string?)manifest["status"]);
    }

    [TestMethod]
    public void Execute_ErrorWhileTheTablesCannotBeWritten_ThrowsTheFirst()
    {
        using var folder = new TemporaryFolder();
        var run = new ExperimentRun(RunPlan.Create([Small]), folder["run"], new RunOptions { Threads = 1 });
        var progress = new FailAfter(1) { Before = () => Directory.CreateDirectory(Path.Combine(folder["run"], "metrics.csv")) };

        Assert.AreEqual("the disk is full", Assert.ThrowsExactly<IOException>(() => run.Execute(progress)).Message);
    }

    [TestMethod]
    public void Run_LargeTestRows_FollowTheTestRows()
    {
        using var folder = new TemporaryFolder();
        Suite With(int test, int? large) => Small with
        {
            Experiments = [
                Small.Experiments[0] with { TrainRows = 2_000, TestRows = test, LargeTestRows = large, TrainMetricRows = 30, Seeds = 1 }],
        };

        var result = ExperimentRun.Run(With(20, 40), folder["run"]).Trials[0].Result;
        var asOne = ExperimentRun.Run(With(60, null), folder["other"]).Trials[0].Result;

        double Right(TrialResult trial, string split, int rows) => trial.Find(split, "accuracy")!.Value * rows;
        Assert.AreEqual(Right(asOne, "test", 60), Right(result, "test", 20) + Right(result, "large-test", 40), 1e-9);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["run"], RunManifest.FileName)))!;
        Assert.AreEqual((20, 40), ((int?)manifest["dataSets"]![0]!["testRows"], (int?)manifest["dataSets"]![0]!["largeTestRows"]));
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder["run"], SummaryText.FileName)), "large-test accuracy");
    }

    [TestMethod]
    public void Run_LargeTestRowsOfAFile_AreAtMostWhatIsLeft()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 200).Select(row => $"{row % 17},{row % 5},{(row % 2 == 0 ? "yes" : "no")}\n");
        var path = folder.Write("rows.csv", "a,b,label\n" + string.Concat(rows));
        var suite = Small with
        {
            Experiments = [Small.Experiments[0] with
            {
                DataSets = [path],
                Csv = new(path, new()),
                Learners = [new("lbfgs-logistic-regression", "linear", Settings.Parse("iterations=2"))],
                TestRows = 10,
                LargeTestRows = 1_000,
                Seeds = 1,
            }],
        };

        Assert.IsNull(ExperimentRun.Run(suite, folder["run"]).Trials[0].Result.Error);

        var data = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["run"], RunManifest.FileName)))!["dataSets"]![0]!;
        Assert.AreEqual((10, 20), ((int?)data["testRows"], (int?)data["largeTestRows"]), "15 % of 200 rows are tested on");
    }

    [TestMethod]
    public void Run_LearnersOfACatalog_AreThoseOfThePlan()
    {
        using var folder = new TemporaryFolder();
        var kind = UnloadableEngine.Catalog.All[^1].Name;
        var suite = Small with { Experiments = [Small.Experiments[0] with { Learners = [new(kind, "elsewhere", Settings.Empty)] }] };

        Assert.HasCount(3, ExperimentRun.Run(suite, folder["run"], learners: UnloadableEngine.Catalog).Trials);
        Assert.Throws<UnknownKindException>(() => ExperimentRun.Run(suite, folder["other"]));
    }

    /// <summary>Fails when so many trials are finished, as a disk that is full.</summary>
    private sealed class FailAfter(int trials) : IRunProgress
    {
        public Action? Before { get; init; }

        public void Finished(FinishedTrial ended, int finished, int total)
        {
            if (finished < trials)
                return;
            Before?.Invoke();
            throw new IOException("the disk is full");
        }
    }
}
