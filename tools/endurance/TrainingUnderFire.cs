using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Endurance;

/// <summary>A training of a second or two that writes checkpoints, and goes on from one where there is one.</summary>
internal static class TrainingUnderFire
{
    private const int Rows = 2048;
    private const int Features = 32;
    private const int Classes = 4;

    /// <summary>Trains and writes what came of it: a hash of the weights' bits, and the history without its times.</summary>
    public static void Run(string checkpoint, string result)
    {
        var definition = new NetworkDefinition(
            new Shape(Features), [new Dense(64), new ReLU(), new Dropout(0.1), new Dense(32), new Tanh(), new Dense(Classes)]);
        var network = Network<float>.Create(definition, seed: 1);
        var (training, test) = (Data(1), Data(2));
        var trained = Trainer.Fit(network, training, [new Monitor<float>("test", test)], new TrainingOptions
        {
            Epochs = 60,
            BatchSize = 32,
            Seed = 5,
            Threads = 2,
            Optimizer = new AdamOptions { LearningRate = 0.002 },
            Schedule = new CosineSchedule(),
            EvaluateEveryIterations = 50,
            Checkpoint = new CheckpointOptions { Path = checkpoint, EveryIterations = 23 },
        });
        var weights = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(network.ParameterValues)));
        var lines = trained.History.Entries.Select(e => string.Create(
            CultureInfo.InvariantCulture,
            $"{e.Epoch} {e.Iteration} {e.EndOfEpoch} {e.LearningRate:R} {e.BatchLoss:R} {e.BatchAccuracy:R} "
                + $"{string.Join(' ', e.Monitors.Select(m => $"{m.Loss:R} {m.Accuracy:R}"))}\n"));
        AtomicFile.WriteText(result, [$"{weights} after {trained.Iterations} steps\n", .. lines]);
    }

    /// <summary>Rows whose class is the quadrant of two sums.</summary>
    private static SampleSet<float> Data(int seed)
    {
        var random = new Random(seed);
        var features = new float[Rows * Features];
        var labels = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var (a, b) = (0f, 0f);
            for (var column = 0; column < Features; column++)
            {
                var value = random.NextSingle() - 0.5f;
                features[row * Features + column] = value;
                if (column % 2 == 0) a += value;
                else b += value * value - 1f / 12;
            }

            labels[row] = (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0);
        }

        return SampleSet<float>.Classification(features, Features, labels, Classes);
    }
}
