using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class EarlyStoppingTests
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 200,
        BatchSize = 8,
        Seed = 1,
        Optimizer = new AdamOptions { LearningRate = 0.02 },
        EarlyStopping = new EarlyStopping { Patience = 4 },
    };

    [TestMethod]
    public void Fit_ValidationGetsNoBetter_StopsAndRestoresTheBestWeights()
    {
        var network = Network<float>.Create(Mlp.Define(2, [64, 64], 4), 1);
        var validation = TrainerTests.Quadrants(200, 2);

        var result = Trainer.Fit(network, TrainerTests.Quadrants(40, 1), [new("validation", validation)], Options);

        var losses = result.History.Entries.Select(e => e.Monitors[0].Loss).ToArray();
        Assert.IsTrue(result.StoppedEarly);
        Assert.AreEqual(result.Epochs - 4, result.BestEpoch);
        Assert.AreEqual(losses.Min(), losses[result.BestEpoch!.Value - 1]);
        Assert.AreEqual(losses.Min(), ClassificationScores.Of(network, validation).LogLoss);
    }

    [TestMethod]
    public void Fit_Cancelled_RestoresTheBestWeightsToo()
    {
        using var source = new CancellationTokenSource();
        var network = Network<float>.Create(Mlp.Define(2, [16], 4), 1);
        var validation = TrainerTests.Quadrants(100, 2);
        var best = double.PositiveInfinity;
        var progress = new Listener(p =>
        {
            best = Math.Min(best, p.Entry.Monitors[0].Loss);
            if (p.Entry.Epoch == 3)
                source.Cancel();
        });
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Trainer.Fit(network, TrainerTests.Quadrants(40, 1), [new("validation", validation)], Options, progress, source.Token));
        Assert.AreEqual(best, ClassificationScores.Of(network, validation).LogLoss);
    }

    [TestMethod]
    public void Fit_MonitorMissing_SaysWhichThereAre()
    {
        var network = Network<float>.Create(Mlp.Define(2, [16], 4), 1);
        var samples = TrainerTests.Quadrants(40, 1);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Trainer.Fit(network, samples, [new("train", samples), new("test", samples)], Options)).Message,
            "Early stopping watches the monitor 'validation', which is not there; there are: train, test.");
    }

    [TestMethod]
    public void Validate_BadSettings_SaysWhichAndWhatItMustBe()
    {
        AssertRefused(
            Options with { EarlyStopping = new EarlyStopping { Patience = 0 } }, "Patience of early stopping must be at least 1; found 0.");
        AssertRefused(
            Options with { EarlyStopping = new EarlyStopping { MinimumImprovement = -1 } },
            "MinimumImprovement of early stopping must be finite and at least 0; found -1.");
        AssertRefused(Options with { EvaluateEveryEpochs = 0 }, "EvaluateEveryEpochs must be at least 1 with early stopping; found 0.");
    }

    private static void AssertRefused(TrainingOptions options, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate).Message, message);

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }

    [TestMethod]
    public void Fit_AccuracyOfNumbers_IsRefused()
    {
        var network = Network<float>.Create(Mlp.Define(1, [4], 1), 1);
        var samples = SampleSet<float>.Regression(new float[] { 1, 2 }, 1, new float[] { 1, 2 });
        var byAccuracy = new EarlyStopping { Metric = MonitoredMetric.Accuracy };
        var options = Options with { Loss = new MeanSquaredError(), EarlyStopping = byAccuracy };

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer.Fit(network, samples, [new("validation", samples)], options));

        StringAssert.StartsWith(error.Message, "Early stopping watches the accuracy, but the targets are numbers; watch the loss.");
    }
}
