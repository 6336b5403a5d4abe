using Microsoft.ML;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Harness;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>The trained pipeline of a trial: its file and its size.</summary>
[TestClass]
public sealed class HarnessModelsTests
{
    [TestMethod]
    public void Run_WithAModelPath_SavesThePipelineWithItsPreprocessing()
    {
        using var folder = new TemporaryFolder();
        var data = SmallData.Create();

        var result = new MetricsHarness(data).Run(Mlp(), Seed(1) with { ModelPath = folder["model.zip"] });

        Assert.IsNull(result.Error);
        Assert.AreEqual(TrainedPipeline.Load(folder["model.zip"]).ModelBytes(), result.ModelBytes);
        Assert.IsGreaterThan(result.ModelBytes!.Value, new FileInfo(folder["model.zip"]).Length, "the file has the history too");
        var pipeline = TrainedPipeline.Load(folder["model.zip"]);
        CollectionAssert.AreEqual(data.ClassNames.ToArray(), pipeline.ClassNames!.ToArray());
        var metrics = new MLContext(1).MulticlassClassification.Evaluate(pipeline.Transform(data.Test!));
        Assert.AreEqual(result.Find("test", "log-loss"), metrics.LogLoss);
        Assert.AreEqual("a", pipeline.CreateRecordPredictor().PredictJson("""{"Features":[111,0.01]}""").Label);
    }

    [TestMethod]
    public void Run_WithoutAModelPath_HasTheModelsSize()
    {
        var small = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8 epochs=1"), Seed(1));
        var large = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=1000 epochs=1"), Seed(1));

        Assert.AreEqual(4 * (large.Parameters - small.Parameters)!.Value, large.ModelBytes!.Value - small.ModelBytes!.Value, 300);
    }

    [TestMethod]
    public void Run_MoreEpochs_LeavesTheModelsSize()
    {
        var harness = new MetricsHarness(SmallData.Create());

        Assert.AreEqual(harness.Run(Mlp("epochs=1"), Seed(1)).ModelBytes, harness.Run(Mlp("epochs=9"), Seed(1)).ModelBytes);
    }
}
