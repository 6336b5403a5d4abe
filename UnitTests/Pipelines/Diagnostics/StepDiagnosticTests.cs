using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.UnitTests.Numerics.Training;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Diagnostics;

[TestClass]
public sealed class StepDiagnosticTests
{
    private static TrialResult Run(string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));
        return new MetricsHarness(SmallData.Create())
            .Run(kind.Create(LearningTask.Multiclass, "net", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
    }

    private static List<HistoryPoint> Points(TrialResult result, string metric) =>
        [.. result.History.Where(point => point.Metric == metric)];

    [TestMethod]
    public void Points_LossOfEveryBatch_HasTheHistorysMeanOverTheEpoch()
    {
        var result = Run("hidden=8 batch=20 epochs=3 batch-loss=1 monitor=none");

        var losses = Points(result, StepDiagnostic.BatchLoss);
        Assert.HasCount(3 * 3, losses);
        foreach (var epoch in Points(result, "loss"))
            Assert.AreEqual(epoch.Value, losses.Where(point => point.Epoch == epoch.Epoch).Average(point => point.Value), 1e-9);
    }

    [TestMethod]
    public void Points_LossOverSeveralUpdates_IsTheirMean()
    {
        var each = Points(Run("hidden=8 batch=20 epochs=3 batch-loss=1"), StepDiagnostic.BatchLoss);
        var pairs = Points(Run("hidden=8 batch=20 epochs=3 batch-loss=2"), StepDiagnostic.BatchLoss);

        CollectionAssert.AreEqual(new long[] { 2, 4, 6, 8 }, pairs.Select(point => point.Iteration).ToList());
        for (var i = 0; i < pairs.Count; i++)
            Assert.AreEqual((each[2 * i].Value + each[(2 * i) + 1].Value) / 2, pairs[i].Value, 1e-12);
    }

    /// <summary>All batches have 20 rows, so that their mean is the share over the epoch's rows.</summary>
    [TestMethod]
    public void Points_AccuracyOfEveryBatch_HasTheHistorysMeanOverTheEpoch()
    {
        var result = Run("hidden=8 batch=20 epochs=3 batch-accuracy=1 monitor=none");

        var accuracies = Points(result, StepDiagnostic.BatchAccuracy);
        Assert.HasCount(3 * 3, accuracies);
        foreach (var epoch in Points(result, "accuracy"))
            Assert.AreEqual(epoch.Value, accuracies.Where(point => point.Epoch == epoch.Epoch).Average(point => point.Value), 1e-9);
        Assert.IsTrue(accuracies.All(point => Math.Abs(20 * point.Value - Math.Round(20 * point.Value)) < 1e-9));
    }

    [TestMethod]
    public void Create_AccuracyOfBatchesOfARegression_IsRefused()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));

        var error = Assert.ThrowsExactly<ArgumentException>(
            () => kind.Create(LearningTask.Regression, "net", Settings.Parse("hidden=8 batch-accuracy=1")));

        StringAssert.Contains(error.Message, "batch-accuracy");
    }

    [TestMethod]
    public void Points_GradientOfOneStep_IsWhatGradientDescentMoves()
    {
        const float Rate = 0.125f;
        var network = Network<float>.Create(Mlp.Define(2, [8], 4), 1);
        float[] before = [.. network.ParameterValues];
        var recorder = new StepDiagnostic([0, 1], lossEvery: 0);
        Trainer.Fit(
            network, TrainerTests.Quadrants(40, 1), [],
            new TrainingOptions { Epochs = 1, BatchSize = 40, Optimizer = new SgdOptions { LearningRate = Rate } }, recorder);

        Assert.HasCount(2, recorder.Points);
        foreach (var (point, name) in recorder.Points.Zip(["layers.0.weight", "layers.2.weight"]))
        {
            var info = network.Parameters.Single(parameter => parameter.Name == name);
            var squared = Enumerable.Range(info.Offset, info.Length)
                .Sum(i => Math.Pow((network.ParameterValues[i] - before[i]) / Rate, 2));
            Assert.AreEqual(new HistoryPoint(1, 1, "train", point.Metric, point.Value), point);
            Assert.AreEqual(squared, point.Value, 1e-4 * squared, "the step loses digits where it is added to a larger weight");
        }
    }

    [TestMethod]
    public void Points_GradientsOfSeveralSteps_AreTheEpochsMeans()
    {
        var points = Points(Run("hidden=8 batch=20 epochs=3 gradients=0-1"), StepDiagnostic.SquaredGradient(1));

        CollectionAssert.AreEqual(new[] { (1, 3L), (2, 6L), (3, 9L) }, points.Select(point => (point.Epoch, point.Iteration)).ToList());
        Assert.IsTrue(points.All(point => point.Value > 0));
    }

    [TestMethod]
    public void Points_NothingAskedFor_HistoryIsTheTrainersOwn() =>
        Assert.IsTrue(Run("hidden=8 batch=20 epochs=2").History.All(point => point.Metric is "loss" or "accuracy"));

    [TestMethod]
    public void Run_MatrixThatIsNotThere_SaysHowManyThereAre() => Assert.AreEqual(
        "ArgumentException: The network has 2 weight matrices, counted from 0; there is no matrix 2 to record the gradient of.",
        Run("hidden=8 gradients=0-2").Error);
}
