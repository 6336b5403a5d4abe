using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public class AveragedWeightsTests
{
    private static readonly NetworkDefinition Definition = new(new Shape(2), [new Dense(8), new Tanh(), new Dense(4)]);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 32,
        Optimizer = new SgdOptions { LearningRate = 0.2 },
        WeightAverage = 0.6,
    };

    /// <summary>The average of the weights before each step and after the last one, taken one after the other.</summary>
    [TestMethod]
    public void Fit_WeightAverage_TheNetworkHasTheAverage()
    {
        var seen = new List<float[]>();
        var plain = Network<float>.Create(Definition, 1);
        Trainer.Fit(
            plain, TrainerTests.Quadrants(100, 1), [], Options with { WeightAverage = null },
            new Watcher(iteration => seen.Add(iteration.Network.ParameterValues.ToArray())));
        seen.Add(plain.ParameterValues.ToArray());
        var average = seen[0];
        for (var t = 1; t < seen.Count; t++)
        {
            var kept = Math.Min(0.6, (1.0 + t) / (10 + t));
            average = [.. average.Zip(seen[t], (a, w) => (float)(kept * a + (1 - kept) * w))];
        }

        var network = Network<float>.Create(Definition, 1);
        Trainer.Fit(network, TrainerTests.Quadrants(100, 1), [], Options);

        for (var i = 0; i < average.Length; i++)
            Assert.AreEqual(average[i], network.ParameterValues[i], 1e-6);
        CollectionAssert.AreNotEqual(plain.ParameterValues.ToArray(), network.ParameterValues.ToArray());
    }

    /// <summary>Monitors judge the averages, and the best of them come back.</summary>
    [TestMethod]
    public void Fit_EarlyStopping_KeepsTheBestAverages()
    {
        var samples = TrainerTests.Quadrants(100, 1);
        var network = Network<float>.Create(Definition, 1);
        var monitor = new Monitor<float>("validation", samples);
        var result = Trainer.Fit(network, samples, [monitor], Options with { EarlyStopping = new EarlyStopping() });
        var again = Trainer.Fit(network, samples, [monitor], Options with { Optimizer = new SgdOptions { LearningRate = 0 } });
        Assert.AreEqual(
            result.History.Entries.Min(entry => entry.Monitors[0].Loss), again.History.Entries[^1].Monitors[0].Loss, 1e-6);
    }

    [TestMethod]
    public void Fit_StoppedAndBegunAgain_EndsWithTheSameBits()
    {
        var folder = Directory.CreateTempSubdirectory("averages").FullName;
        try
        {
            var samples = TrainerTests.Quadrants(100, 1);
            var whole = Network<float>.Create(Definition, 1);
            Trainer.Fit(whole, samples, [], Options);

            var options = Options with { Checkpoint = new CheckpointOptions { Path = Path.Combine(folder, "run"), EveryIterations = 1 } };
            using var source = new CancellationTokenSource();
            Assert.ThrowsExactly<OperationCanceledException>(() => Trainer.Fit(
                Network<float>.Create(Definition, 1), samples, [], options,
                new Watcher(iteration => { if (iteration.Iteration == 6) source.Cancel(); }), cancellation: source.Token));
            var resumed = Network<float>.Create(Definition, 1);
            Trainer.Fit(resumed, samples, [], options);

            CollectionAssert.AreEqual(whole.ParameterValues.ToArray(), resumed.ParameterValues.ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Fit_DecayOutOfRange_SaysWhatItMustBe(double decay)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => (Options with { WeightAverage = decay }).Validate());
        StringAssert.StartsWith(exception.Message, $"WeightAverage must be above 0 and below 1; found {decay}.");
    }

    private sealed class Watcher(Action<TrainingIteration<float>> see) : ITrainingObserver<float>
    {
        public void OnIteration(in TrainingIteration<float> iteration) => see(iteration);
    }
}
