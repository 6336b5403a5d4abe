using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class TrainerTests
{
    private static readonly TrainingOptions Quick = new()
    {
        Epochs = 3,
        BatchSize = 32,
        Seed = 5,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };

    [TestMethod]
    public void Fit_Quadrants_LearnsThem()
    {
        var network = Network<float>.Create(Mlp.Define(2, [16, 16], 4), seed: 3);

        var result = Trainer.Fit(network, Quadrants(600, 1), [new Monitor<float>("test", Quadrants(400, 2))], Quick with { Epochs = 30 });

        Assert.HasCount(30, result.History.Entries);
        Assert.AreEqual(30 * 19, result.Iterations);
        Assert.IsGreaterThan(0.95, result.History.Entries[^1].Monitors[0].Accuracy);
        Assert.IsLessThan(result.History.Entries[0].BatchLoss, result.History.Entries[^1].BatchLoss);
        var scores = ClassificationScores.Of(network, Quadrants(400, 2));
        Assert.AreEqual(result.History.Entries[^1].Monitors[0], new MonitorResult("test", scores.LogLoss, scores.Accuracy));
    }

    /// <summary>Wide enough that every kernel splits its work.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Fit_MoreThreads_GivesBitwiseTheSameWeightsAndHistory(int threads)
    {
        var definition = Mlp.Define(2, [300, 200, 64], 4);
        var (one, more) = (Network<float>.Create(definition, 1), Network<float>.Create(definition, 1));
        var samples = Quadrants(700, 1);
        Monitor<float>[] monitors = [new("train", samples)];
        var options = Quick with { BatchSize = 256, Optimizer = new SgdOptions { LearningRate = 0.1, Momentum = 0.9 } };

        var a = Trainer.Fit(one, samples, monitors, options);
        var b = Trainer.Fit(more, samples, monitors, options with { Threads = threads });

        CollectionAssert.AreEqual(one.ParameterValues.ToArray(), more.ParameterValues.ToArray());
        CollectionAssert.AreEqual(
            a.History.Entries.Select(e => (e.BatchLoss, e.Monitors[0])).ToArray(),
            b.History.Entries.Select(e => (e.BatchLoss, e.Monitors[0])).ToArray());
    }

    [TestMethod]
    public void Fit_ManyAtOnce_EachAsAlone()
    {
        var results = new float[6][];
        Parallel.For(0, results.Length, i =>
        {
            var network = Network<float>.Create(Mlp.Define(2, [64, 64], 4), 1);
            Trainer.Fit(network, Quadrants(500, 1), [], Quick with { Threads = 1 + i % 2 });
            results[i] = network.ParameterValues.ToArray();
        });
        foreach (var result in results)
            CollectionAssert.AreEqual(results[0], result);
    }

    [TestMethod]
    public void Fit_OtherSeed_OtherOrderOtherWeights()
    {
        float[] Train(TrainingOptions options)
        {
            var network = Network<float>.Create(Mlp.Define(2, [8], 4), 1);
            Trainer.Fit(network, Quadrants(100, 1), [], options);
            return network.ParameterValues.ToArray();
        }

        CollectionAssert.AreNotEqual(Train(Quick), Train(Quick with { Seed = 6 }));
        CollectionAssert.AreEqual(Train(Quick with { Shuffle = false }), Train(Quick with { Shuffle = false, Seed = 6 }));
    }

    [TestMethod]
    public void Fit_LastBatchNotFull_UsedOrDropped()
    {
        var network = Network<float>.Create(Mlp.Define(2, [4], 4), 1);
        Assert.AreEqual(3 * 4, Trainer.Fit(network, Quadrants(100, 1), [], Quick).Iterations);
        Assert.AreEqual(3 * 3, Trainer.Fit(network, Quadrants(100, 1), [], Quick with { DropLastBatch = true }).Iterations);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(
                () => Trainer.Fit(network, Quadrants(20, 1), [], Quick with { DropLastBatch = true })).Message,
            "With the last incomplete batch dropped, 20 training rows do not fill one batch of 32.");
    }

    [TestMethod]
    public void Fit_EvaluateEveryIterations_AddsEntriesBetweenEpochs()
    {
        var network = Network<float>.Create(Mlp.Define(2, [4], 4), 1);
        var samples = Quadrants(100, 1);
        var result = Trainer.Fit(
            network, samples, [new("train", samples)], Quick with { EvaluateEveryIterations = 2, EvaluateEveryEpochs = 2 });
        CollectionAssert.AreEqual(
            new[] { (2L, false, 1), (4, true, 0), (6, false, 1), (8, true, 1), (10, false, 1), (12, true, 1) },
            result.History.Entries.Select(e => (e.Iteration, e.EndOfEpoch, e.Monitors.Count)).ToArray());
    }

    [TestMethod]
    public void Fit_Cancelled_StopsAndKeepsFiniteWeights()
    {
        using var source = new CancellationTokenSource();
        var network = Network<float>.Create(Mlp.Define(2, [4], 4), 1);
        var entries = 0;
        var progress = new Listener(_ =>
        {
            if (++entries == 2)
                source.Cancel();
        });
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Trainer.Fit(network, Quadrants(100, 1), [], Quick with { Epochs = 1000 }, progress, source.Token));
        Assert.AreEqual(2, entries);
        Assert.IsTrue(network.ParameterValues.ToArray().All(float.IsFinite));
    }

    [TestMethod]
    public void Fit_RateFarTooHigh_SaysWhereAndWhatHelps()
    {
        var network = Network<float>.Create(Mlp.Define(2, [64, 64, 64], 4), 1);
        var exception = Assert.ThrowsExactly<TrainingDivergedException>(() => Trainer.Fit(
            network, Quadrants(100, 1), [], Quick with { Epochs = 50, Optimizer = new SgdOptions { LearningRate = 1e12 } }));
        StringAssert.StartsWith(
            exception.Message,
            $"The training loss became NaN in epoch {exception.Epoch}, iteration {exception.Iteration}, at learning rate 1000000000000. "
            + "Lower the learning rate");
    }

    [TestMethod]
    public void Fit_StepsOnceWarm_AllocateNothing()
    {
        var network = Network<float>.Create(Mlp.Define(2, [32, 32], 4), 1);
        var marks = new List<long>(64);
        Trainer.Fit(
            network, Quadrants(64 * 100, 1), [], Quick with { Epochs = 4, BatchSize = 64 },
            new Listener(_ => marks.Add(GC.GetAllocatedBytesForCurrentThread())));
        Assert.IsLessThan(1500, marks[3] - marks[2], "an epoch of 100 steps allocates its history entry alone");
    }

    [TestMethod]
    public void Fit_SamplesThatDoNotFit_SaysWhich()
    {
        var network = Network<float>.Create(Mlp.Define(3, [4], 4), 1);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Trainer.Fit(network, Quadrants(10, 1), [], Quick)).Message,
            "The training samples do not fit: The network takes 3 features per row; the samples have 2.");
        var fitting = Network<float>.Create(Mlp.Define(2, [4], 4), 1);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Trainer.Fit(
                fitting, Quadrants(10, 1), [new("validation", SampleSet<float>.Classification(new float[2], 2, new int[1], 3))],
                Quick)).Message,
            "The validation samples do not fit: Softmax cross-entropy needs one output per class; the network has 4 outputs and the "
            + "samples have 3 classes.");
    }

    [TestMethod]
    public void Validate_BadOptions_SaysWhichAndWhatItMustBe()
    {
        AssertRefused(Quick with { Epochs = -1 }, "Epochs must be at least 0; found -1.");
        AssertRefused(Quick with { BatchSize = 0 }, "BatchSize must be at least 1; found 0.");
        AssertRefused(Quick with { Threads = 0 }, "Threads must be at least 1; found 0.");
        AssertRefused(Quick with { EvaluateEveryIterations = -2 }, "EvaluateEveryIterations must be at least 0; found -2.");
        AssertRefused(
            Quick with { Optimizer = new SgdOptions { LearningRate = double.NaN } },
            "The learning rate of SgdOptions must be finite and at least 0; found NaN.");
    }

    private static void AssertRefused(TrainingOptions options, string message) =>
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate).Message, message);

    internal static SampleSet<float> Quadrants(int count, int seed)
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        var features = new float[count * 2];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            features[2 * i] = (float)random.NextUniform(-1, 1);
            features[2 * i + 1] = (float)random.NextUniform(-1, 1);
            labels[i] = (features[2 * i] > 0 ? 1 : 0) + (features[2 * i + 1] > 0 ? 2 : 0);
        }
        return SampleSet<float>.Classification(features, 2, labels, 4);
    }

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
