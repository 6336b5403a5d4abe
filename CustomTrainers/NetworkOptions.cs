using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>What every network trainer is told, whatever its layers. Immutable; checked when the trainer is made.</summary>
public abstract record NetworkOptions
{
    /// <summary>The column of features: a vector of <see cref="float"/> of known size. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The optimizer with its settings. Default Adam with rate 0.001.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>Rows of one step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Passes over the training data, at least 0. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Seed of the initial weights and of the order of rows. The same seed gives bitwise the same network, whatever <see cref="Threads"/> is. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads to train with, at least 1. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether each epoch takes the rows in a new random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether an epoch leaves out its last batch where that is incomplete. Default false.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;

    /// <summary>Data to evaluate while training, for the history; they change nothing in the training. Default none.</summary>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>Evaluate the monitors after every so many epochs; 0 for never. Default 1.</summary>
    public int EvaluateEveryEpochs { get; init; } = 1;

    /// <summary>Evaluate the monitors also after every so many steps; 0 for never. Default 0.</summary>
    public int EvaluateEveryIterations { get; init; }

    /// <summary>Told of each step's end; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next step.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The network's layers for that many features and outputs.</summary>
    internal abstract NetworkDefinition Define(int features, int outputs);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal virtual void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Monitors);
        if (Monitors.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count() < Monitors.Count)
            throw new ArgumentException($"Each monitor needs a name of its own; the names are {string.Join(", ", Monitors.Select(m => $"'{m.Name}'"))}.", nameof(Monitors));
        ToTrainingOptions().Validate();
    }

    /// <summary>The settings that the training loop takes.</summary>
    internal TrainingOptions ToTrainingOptions() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Optimizer = Optimizer,
        Seed = Seed,
        Threads = Threads,
        Shuffle = Shuffle,
        DropLastBatch = DropLastBatch,
        EvaluateEveryEpochs = EvaluateEveryEpochs,
        EvaluateEveryIterations = EvaluateEveryIterations,
    };
}
