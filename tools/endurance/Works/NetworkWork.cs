using System.Runtime.InteropServices;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Endurance.Works;

/// <summary>
/// A training of a dense network with all that a checkpoint must remember: moments, dropout, a schedule, averaged and best weights.
/// </summary>
public sealed class NetworkWork(int epochs) : CheckpointedWork
{
    private const int RowCount = 2048, Columns = 32;

    /// <inheritdoc/>
    public override string Name => "network";

    /// <inheritdoc/>
    protected override IEnumerable<string> Train(
        string folder, string checkpoint, Action<string> warn, CancellationToken cancellation)
    {
        var definition = new NetworkDefinition(
            new Shape(Columns),
            [new Dense(192), new BatchNorm(), new ReLU(), new Dropout(0.1), new Dense(128), new Tanh(), new Dense(Rows.Classes)]);
        var network = Network<float>.Create(definition, seed: 1);
        var result = Trainer.Fit(network, Data(1), [new Monitor<float>("test", Data(2))], new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Seed = 5,
            Threads = 2,
            Optimizer = new AdamOptions { LearningRate = 0.002 },
            Schedule = new CosineSchedule(),
            WeightAverage = 0.99,
            EvaluateEveryIterations = 50,
            EarlyStopping = new EarlyStopping { Monitor = "test", Patience = 10_000 },
            Checkpoint = new CheckpointOptions { Path = checkpoint, EveryIterations = 23, Warn = warn },
        }, cancellation: cancellation);
        return
        [
            Line("weights", MemoryMarshal.AsBytes(network.ParameterValues)),
            Line("statistics", MemoryMarshal.AsBytes(network.StateValues)),
            $"steps {result.Iterations}, best epoch {result.BestEpoch}",
            .. Lines(result.History),
        ];
    }

    private static SampleSet<float> Data(int seed)
    {
        var (features, labels) = Rows.Make(RowCount, Columns, seed);
        return SampleSet<float>.Classification(features, Columns, labels, Rows.Classes);
    }
}
