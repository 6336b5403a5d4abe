using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;
using MlPipelines.UnitTests.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Layers;

[TestClass]
public sealed class BatchNormTests
{
    private static readonly NetworkDefinition Small = new(new Shape(2), [new Dense(16), new BatchNorm(), new ReLU(), new Dense(4)]);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 30,
        Seed = 3,
        Optimizer = new AdamOptions { LearningRate = 0.02 },
    };

    /// <summary>
    /// Worked by hand: two steps over the rows (1, 10) and (3, 30); mean 2 and 20, variance 1 and 100, over n − 1: 2 and 200.
    /// </summary>
    [TestMethod]
    public void Fit_TwoSteps_MovesTheRunningStatistics()
    {
        var network = Network<double>.Create(new NetworkDefinition(new Shape(2), [new BatchNorm(0.1), new Dense(1)]), seed: 1);
        var samples = SampleSet<double>.Regression(new double[] { 1, 10, 3, 30 }, 2, new double[] { 0, 0 });

        Trainer.Fit(network, samples, [], new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 2,
            Loss = new MlPipelines.Numerics.Losses.MeanSquaredError(),
            Optimizer = new SgdOptions { LearningRate = 0.01 }
        });

        AssertClose([0.1 * 2 + 0.9 * 0.1 * 2, 0.1 * 20 + 0.9 * 0.1 * 20], network.GetParameter("layers.0.running_mean"));
        AssertClose([0.1 * 2 + 0.9 * (0.9 + 0.1 * 2), 0.1 * 200 + 0.9 * (0.9 + 0.1 * 200)], network.GetParameter("layers.0.running_var"));
        Assert.AreEqual(2, network.GetParameter("layers.0.num_batches_tracked")[0]);
    }

    [TestMethod]
    public void Predict_AfterTraining_UsesTheRunningStatistics()
    {
        var network = Network<double>.Create(new NetworkDefinition(new Shape(2), [new BatchNorm(Epsilon: 0.5)]), seed: 1);
        network.GetParameter("layers.0.weight")[1] = 3;
        network.GetParameter("layers.0.bias")[1] = 7;
        network.GetParameter("layers.0.running_mean")[1] = 2;
        network.GetParameter("layers.0.running_var")[1] = 3.5;
        var scores = new double[4];
        network.Predict([1, 2, 4, 6], 2, scores);
        AssertClose([1 / Math.Sqrt(1.5), 7, 4 / Math.Sqrt(1.5), 3 * 4 / 2.0 + 7], scores);
    }

    [TestMethod]
    public void State_OfANetwork_IsNoParameter()
    {
        var network = Network<float>.Create(Small, 1);
        CollectionAssert.AreEqual(
            new[] { "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "layers.3.weight",
                "layers.3.bias" }, network.Parameters.Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "layers.1.running_mean", "layers.1.running_var", "layers.1.num_batches_tracked" }, network.State.Select(
                p => p.Name).ToArray());
        Assert.AreEqual(48 + 32 + 68, network.ParameterCount);
        Assert.AreEqual(network.ParameterCount, Small.Summary().Parameters);
    }

    [TestMethod]
    public void Clone_Trained_HasTheRunningStatistics()
    {
        var network = Train(Options);
        var clone = network.Clone();
        CollectionAssert.AreEqual(network.StateValues.ToArray(), clone.StateValues.ToArray());
        clone.StateValues.Clear();
        Assert.AreNotEqual(0, network.StateValues[0]);
    }

    /// <summary>
    /// Penalties and decay of a whole training leave statistics to the batches: the same as without them while weights do not move.
    /// </summary>
    [TestMethod]
    public void Fit_WeightDecayAndPenalties_DoNotTouchTheStatistics()
    {
        var still = new SgdOptions { LearningRate = 1e-30, WeightDecay = 0.5 };
        CollectionAssert.AreEqual(
            Train(Options with { Optimizer = still, L1 = 1, L2 = 1 }).StateValues.ToArray(), Train(
                Options with { Optimizer = new SgdOptions { LearningRate = 1e-30 } }).StateValues.ToArray());
    }

    [TestMethod]
    public void Fit_EarlyStopping_RestoresTheStatisticsOfTheBestEpoch()
    {
        var stopping = new EarlyStopping { Monitor = "test", Patience = 1, MinimumImprovement = 1000 };
        var best = Train(Options with { EarlyStopping = stopping, Epochs = 3 });
        var first = Train(Options with { Epochs = 1 });
        CollectionAssert.AreEqual(first.ParameterValues.ToArray(), best.ParameterValues.ToArray());
        CollectionAssert.AreEqual(first.StateValues.ToArray(), best.StateValues.ToArray());
    }

    [TestMethod]
    public void Fit_StoppedAndResumed_EndsWithTheSameBits()
    {
        var folder = Directory.CreateTempSubdirectory("batchnorm").FullName;
        try
        {
            var whole = Train(Options);
            for (var stop = 2; stop <= 8; stop += 3)
            {
                var options = Options with
                {
                    Checkpoint = new CheckpointOptions
                    {
                        Path = Path.Combine(folder, $"{stop}"),
                        EveryIterations = 1
                    },
                    EarlyStopping = new EarlyStopping { Monitor = "test" }
                };
                Assert.ThrowsExactly<OperationCanceledException>(() => Train(options, stop));
                var resumed = Train(options with { EarlyStopping = options.EarlyStopping });
                var uninterrupted = Train(Options with { EarlyStopping = options.EarlyStopping });
                CollectionAssert.AreEqual(uninterrupted.ParameterValues.ToArray(), resumed.ParameterValues.ToArray());
                CollectionAssert.AreEqual(uninterrupted.StateValues.ToArray(), resumed.StateValues.ToArray());
            }
            Assert.AreEqual(9, whole.GetParameter("layers.1.num_batches_tracked")[0]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_LastBatchOfOneRow_SaysWhatHelps()
    {
        var network = Network<float>.Create(Small, 1);
        var message = Assert.ThrowsExactly<ArgumentException>(
            () => Trainer.Fit(network, TrainerTests.Quadrants(31, 1), [], Options)).Message;
        Assert.AreEqual(
            "The network's batch normalization needs at least 2 samples in every batch; with 31 training samples and a batch size of 30 "
                + "the last batch has 1. Set DropLastBatch, or another BatchSize.", message);
        Trainer.Fit(network, TrainerTests.Quadrants(31, 1), [], Options with { DropLastBatch = true });
    }

    [TestMethod]
    public void Define_WrongSettings_SaysWhatTheyMustBe()
    {
        StringAssert.Contains(Error(new Shape(2), new BatchNorm(0)),
            "Layer 0 (BatchNorm): The momentum of a batch normalization must be above 0 and at most 1; found 0.");
        StringAssert.Contains(Error(new Shape(2), new BatchNorm(Epsilon: double.NaN)),
            "The epsilon of a batch normalization must be finite and above 0; found NaN.");
        StringAssert.Contains(Error(new Shape(2, 3), new BatchNorm()),
            "A batch normalization takes the shape [features] or [channels, height, width]; found [2, 3].");
    }

    private static string Error(Shape input, LayerDefinition layer) =>
        Assert.Throws<ArgumentException>(() => new NetworkDefinition(input, [layer])).Message;

    private static Network<float> Train(TrainingOptions options, int cancelAt = 0)
    {
        var network = Network<float>.Create(Small, 1);
        using var cancellation = new CancellationTokenSource();
        Trainer.Fit(network, TrainerTests.Quadrants(90, 1), [new("test", TrainerTests.Quadrants(50, 2))], options,
            new Canceller(cancelAt, cancellation), null, cancellation.Token);
        return network;
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-12);
    }

    private sealed class Canceller(int at, CancellationTokenSource cancellation) : ITrainingObserver<float>
    {
        public void OnIteration(in TrainingIteration<float> iteration)
        {
            if (iteration.Iteration == at)
                cancellation.Cancel();
        }
    }
}
