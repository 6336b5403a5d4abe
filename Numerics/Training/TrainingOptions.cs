using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.Numerics.Training;

/// <summary>How a network is trained: an immutable value, checked by <see cref="Trainer"/> before anything starts.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training samples, at least 0. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples per step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The update rule and its rate. Default Adam at 0.001.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>What is minimized. Default softmax cross-entropy.</summary>
    public LossDefinition Loss { get; init; } = new SoftmaxCrossEntropy();

    /// <summary>Decides the order of samples. Same seed, same machine: bitwise the same result for any <see cref="Threads"/>.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that work on one step, at least 1. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether each epoch visits the samples in a new random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether the last batch of an epoch is left out when it is not full. Default false.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>The monitors are evaluated after every so many epochs, and after the last one; 0 for never. Default 1.</summary>
    public int EvaluateEveryEpochs { get; init; } = 1;

    /// <summary>The monitors are also evaluated after every so many steps; 0 for never. Default 0.</summary>
    public int EvaluateEveryIterations { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message says which and what it must be.</exception>
    public void Validate()
    {
        RequireAtLeast(0, Epochs, nameof(Epochs));
        RequireAtLeast(1, BatchSize, nameof(BatchSize));
        RequireAtLeast(1, Threads, nameof(Threads));
        RequireAtLeast(0, EvaluateEveryEpochs, nameof(EvaluateEveryEpochs));
        RequireAtLeast(0, EvaluateEveryIterations, nameof(EvaluateEveryIterations));
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Loss);
        Optimizer.Validate();
        Loss.Validate();
    }

    private static void RequireAtLeast(int minimum, int value, string name)
    {
        if (value < minimum)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {minimum}; found {value}.");
    }
}
