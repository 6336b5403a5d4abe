using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>What must hold between a network, samples and options before a training starts.</summary>
internal static class TrainingChecks
{
    /// <summary>
    /// Refuses samples that do not suit the network, the loss or the augmentation, a stopping rule that has nothing to watch, and batches
    /// too small to normalize.
    /// </summary>
    /// <exception cref="ArgumentException">The message says what does not fit.</exception>
    public static void Require<T>(Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = options.Loss.Build<T>();
        RequireFit(network, training, loss, "training");
        foreach (var monitor in monitors)
            RequireFit(network, monitor.Samples, loss, monitor.Name);
        if (options.EarlyStopping is { } stopping && !monitors.Any(m => m.Name == stopping.Monitor))
        {
            throw new ArgumentException(
                $"Early stopping watches the monitor '{stopping.Monitor}', which is not there; there are: "
                + $"{string.Join(", ", monitors.Select(m => m.Name))}.",
                nameof(monitors));
        }

        if (options.EarlyStopping is { Metric: MonitoredMetric.Accuracy } && training.Classes == 0)
        {
            throw new ArgumentException(
                "Early stopping watches the accuracy, but the targets are numbers; watch the loss.", nameof(options));
        }

        if (options.Augmentation is { } augmentation && augmentation.Image.Size != training.Columns)
        {
            throw new ArgumentException(
                $"The augmentation takes images of the shape {augmentation.Image}, {augmentation.Image.Size} values; the samples have "
                + $"{training.Columns} features.",
                nameof(options));
        }

        RequireLargeEnoughBatches(network.Chain.MinimumTrainingBatch, training.Count, options);
    }

    /// <summary>A batch normalization of single values has no variance in a batch of one sample.</summary>
    private static void RequireLargeEnoughBatches(int minimum, int samples, TrainingOptions options)
    {
        var size = Math.Min(options.BatchSize!.Value, samples);
        var last = options.DropLastBatch || samples % size == 0 ? size : samples % size;
        if (last < minimum)
        {
            throw new ArgumentException(
                $"The network's batch normalization needs at least {minimum} samples in every batch; with {samples} training samples and "
                + $"a batch size of {options.BatchSize} {(last == size ? "a" : "the last")} batch has {last}. Set "
                + $"{nameof(TrainingOptions.DropLastBatch)}, or another {nameof(TrainingOptions.BatchSize)}.");
        }
    }

    private static void RequireFit<T>(Network<T> network, SampleSet<T> samples, Loss<T> loss, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            if (samples.Columns != network.InputSize)
            {
                throw new ArgumentException(
                    $"The network takes {network.InputSize} features per row; the samples have {samples.Columns}.", nameof(samples));
            }

            loss.Check(samples, network.OutputSize);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The {name} samples do not fit: {exception.Message}", exception);
        }
    }
}
