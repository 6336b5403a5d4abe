using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class TriedSettingsTests
{
    [TestMethod]
    [DataRow("lbfgs-maximum-entropy", LearningTask.Multiclass, "l2=30", "l2:100000/l2:1000", "l2=1000")]
    [DataRow("boosted-trees", LearningTask.Regression, "trees=1", "trees:40/trees:2;rate:0.1", "trees=40")]
    [DataRow("mlp", LearningTask.Binary, "epochs=0", "epochs:30;rate:0.01/epochs:0;dropout:0.5", "epochs=30 rate=0.01")]
    public void Run_SeveralSettings_IsTheOneThatPredictsTheValidationRowsBest(
        string kind, LearningTask task, string settings, string tried, string best)
    {
        var data = DataOf(task);
        var own = Settings.Parse(settings);
        var metric = task == LearningTask.Regression ? "rmse" : "log-loss";

        var result = Run(data, kind, own.With("try", tried));
        var alone = Run(data, kind, own.With(Settings.Parse(best)));

        Assert.IsNull(result.Error);
        Assert.HasCount(3, result.Tries);
        var chosen = result.Tries.Single(one => one.IsChosen);
        Assert.AreEqual(best, chosen.Settings.ToString());
        Assert.AreEqual(result.Tries.Min(one => one.Figure), chosen.Figure);
        Assert.AreEqual(result.Find("validation", metric), chosen.Figure);
        Assert.AreEqual(alone.Find("test", metric), result.Find("test", metric), "the fit that is kept is another one");
        Assert.AreEqual(alone.Parameters, result.Parameters);
        Assert.HasCount(alone.History.Count, result.History);
        Assert.AreEqual(Run(data, kind, own).Find("validation", metric), result.Tries[0].Figure, "the learner's own settings come first");
    }

    [TestMethod]
    public void Run_OneTryFails_LeavesItOutAndSaysWhy()
    {
        var result = Run(SmallData.Create(), Failing(), Settings.Parse("try=depth:7"));

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(new[] { true, false }, result.Tries.Select(one => one.Figure is not null).ToArray());
        Assert.AreEqual("The depth 7 is out of reach.", result.Tries[1].Error);
        Assert.IsTrue(result.Tries[0].IsChosen);
    }

    [TestMethod]
    public void Run_NoValidationRows_SaysWhatToDo()
    {
        var data = SmallData.Create() with { Validation = null };

        var result = Run(data, "lbfgs-maximum-entropy", Settings.Parse("try=l2:2"));

        StringAssert.Contains(result.Error, "The setting 'try' needs rows to validate on, and the data have none");
    }

    [TestMethod]
    public void Run_WithAModelPath_SavesTheChosenOne()
    {
        using var folder = new TemporaryFolder();
        var data = SmallData.Create();
        var learner = Kind("lbfgs-maximum-entropy").Create(data.Task, "linear", Settings.Parse("l2=1000 try=l2:0.001"));

        var result = new MetricsHarness(data).Run(learner, new TrialRequest { Seed = 1, ModelPath = folder["model.zip"] });

        var predicted = TrainedPipeline.Load(folder["model.zip"]).Transform(data.Test!);
        var metrics = new MLContext(1).MulticlassClassification.Evaluate(predicted);
        Assert.AreEqual(result.Find("test", "log-loss"), metrics.LogLoss);
    }

    [TestMethod]
    [DataRow("rate:1e-3/hidden:8;rate:.01", "rate:0.001/hidden:8;rate:0.01")]
    [DataRow("none", "none")]
    public void Complete_Tries_HaveOneNotation(string text, string expected)
    {
        var complete = Kind("mlp").Complete(new Settings(("try", text)));

        Assert.AreEqual(expected, complete["try"]);
        Assert.AreEqual(complete, Kind("mlp").Complete(complete));
    }

    [TestMethod]
    [DataRow("speed:1", "The learner kind 'mlp' has no setting 'speed'; it has: hidden,")]
    [DataRow("rate:fast", "The setting 'rate' cannot be 'fast'; expected a number")]
    [DataRow("rate", "The setting 'try' cannot be 'rate'; expected none, or at most 100 settings such as leaves:8/leaves:63;rate:0.1")]
    [DataRow("rate:1;rate:2", "The setting 'try' cannot be 'rate:1;rate:2'; expected none, or at most 100 settings")]
    [DataRow("rows:7", "The setting 'try' cannot hold 'rows': that is of the whole learner.")]
    [DataRow("try:none", "The setting 'try' cannot hold 'try': that is of the whole learner.")]
    [DataRow("rate:1/rate:1.0", "The setting 'try' holds the same settings twice.")]
    public void Complete_WrongTries_SaysWhatIsWrong(string text, string expected)
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Kind("mlp").Complete(new Settings(("try", text))));

        StringAssert.StartsWith(exception.Message, expected);
    }

    [TestMethod]
    public void Create_TryOfAnotherScaling_IsRefused()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => Kind("mlp").Create(LearningTask.Binary, "net", Settings.Parse("try=scaling:none")));

        StringAssert.StartsWith(
            exception.Message, "The setting 'try' cannot hold 'scaling=none': it changes how features are prepared, which is done once");
    }

    /// <summary>A kind whose fit fails at one value of its setting.</summary>
    private static LearnerKind Failing()
    {
        var depth = Setting.Integer("depth", "a number", 1, 0);
        return new LearnerKind("failing", "fails at 7", [LearningTask.Multiclass], [depth], (task, name, settings) =>
            Kind("lbfgs-maximum-entropy").Create(task, name, Settings.Empty) with
            {
                CreateTrainer = (ml, context) => settings.Get(depth) == 7
                    ? throw new InvalidOperationException("The depth 7 is out of reach.")
                    : Kind("lbfgs-maximum-entropy").Create(task, name, Settings.Empty).CreateTrainer(ml, context),
            });
    }

    private static DataSet DataOf(LearningTask task) => task switch
    {
        LearningTask.Multiclass => SmallData.Create(),
        LearningTask.Binary => SmallData.Binary(),
        _ => SmallData.Regression(),
    };

    private static TrialResult Run(DataSet data, string kind, Settings settings) => Run(data, Kind(kind), settings);

    private static TrialResult Run(DataSet data, LearnerKind kind, Settings settings) =>
        new MetricsHarness(data).Run(kind.Create(data.Task, "own", settings), new TrialRequest { Seed = 1 });

    private static LearnerKind Kind(string name) =>
        LearnerCatalog.Own.TryFind(name, out var kind) ? kind : throw new AssertFailedException($"There is no kind {name}.");
}
