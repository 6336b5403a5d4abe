using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class EnsembleLearnerTests
{
    private static LearnerKind Kind =>
        LearnerCatalog.Own.TryFind("ensemble", out var kind) ? kind : throw new AssertFailedException("There is no kind ensemble.");

    [TestMethod]
    [DataRow(LearningTask.Multiclass, "members=boosted-trees+lbfgs-maximum-entropy calibration=temperature", "log-loss")]
    [DataRow(LearningTask.Binary, "members=fast-tree+lbfgs-logistic-regression calibration=isotonic", "log-loss")]
    [DataRow(LearningTask.Regression, "members=boosted-trees+linear-regression", "rmse")]
    public void Run_Members_LearnTheTask(LearningTask task, string settings, string metric)
    {
        var data = task switch
        {
            LearningTask.Multiclass => SmallData.Create(),
            LearningTask.Binary => SmallData.Binary(),
            _ => SmallData.Regression(),
        };
        var learner = Kind.Create(task, "ensemble", Settings.Parse($"{settings} folds=3"));

        var result = new MetricsHarness(data).Run(learner, new TrialRequest { Seed = 1 });
        var again = new MetricsHarness(data).Run(learner, new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.AreEqual(result.Find("test", metric)!.Value, again.Find("test", metric)!.Value);
        Assert.IsGreaterThan(0, result.Parameters!.Value);
        Assert.IsGreaterThan(0, result.ModelBytes!.Value);
        if (task == LearningTask.Regression)
            Assert.IsGreaterThan(0.9, result.Find("test", "r2")!.Value);
        else
            Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
    }

    [TestMethod]
    public void Run_WithAModelPath_SavesAPipelineThatPredictsRecords()
    {
        using var folder = new TemporaryFolder();
        var data = SmallData.Create();
        var learner = Kind.Create(
            LearningTask.Multiclass, "ensemble", Settings.Parse("members=mlp+lbfgs-maximum-entropy folds=2 calibration=isotonic"));

        var result = new MetricsHarness(data).Run(learner, new TrialRequest { Seed = 1, ModelPath = folder["model.zip"] });

        Assert.IsNull(result.Error);
        var pipeline = TrainedPipeline.Load(folder["model.zip"]);
        var metrics = new MLContext(1).MulticlassClassification.Evaluate(pipeline.Transform(data.Test!));
        Assert.AreEqual(result.Find("test", "log-loss"), metrics.LogLoss);
        using var predictor = pipeline.CreateRecordPredictor();
        var prediction = predictor.PredictJson("""{"Features":[111,0.01]}""");
        CollectionAssert.AreEquivalent(new[] { "a", "b", "c" }, prediction.Scores.Select(score => score.Label).ToArray());
        Assert.AreEqual(1, prediction.Scores.Sum(score => score.Score), 1e-5);
    }

    /// <summary>A network is scaled and filled in for inside its folds: one learner of raw features has it beside trees.</summary>
    [TestMethod]
    public void Run_NetworkAsMember_GetsItsOwnPreprocessing()
    {
        var learner = Kind.Create(LearningTask.Regression, "ensemble", Settings.Parse("members=mlp folds=2"));

        var result = new MetricsHarness(SmallData.Regression()).Run(learner, new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("test", "r2")!.Value);
    }

    [TestMethod]
    public void Create_Defaults_AreTreesAndANetwork()
    {
        var complete = Kind.Complete(Settings.Empty);

        Assert.AreEqual("members=boosted-trees+mlp folds=5 calibration=none selection-rounds=100 rows=0 try=none", complete.ToString());
        CollectionAssert.DoesNotContain(MembersOf(), "ensemble");
        CollectionAssert.DoesNotContain(MembersOf(), "convnet");
    }

    [TestMethod]
    public void Create_SettingsThatDoNotGo_Throws()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Kind.Create(LearningTask.Binary, "e", Settings.Parse("members=none"))).Message,
            "The setting 'members=none' leaves nothing to learn: name a kind.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Kind.Create(LearningTask.Regression, "e", Settings.Parse("calibration=isotonic"))).Message,
            "The setting 'calibration' is for classes, not for a regression task.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Kind.Create(LearningTask.Binary, "e", Settings.Parse("members=linear-regression"))).Message,
            "The learner kind 'linear-regression' cannot learn a binary task; it learns: regression.");
    }

    private static List<string> MembersOf() => [.. Kind.Definitions[0].Expected.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)];
}
