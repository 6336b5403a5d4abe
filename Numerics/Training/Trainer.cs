using System.Diagnostics;
using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>Trains networks.</summary>
public static class Trainer
{
    /// <summary>Trains the network in place.</summary>
    /// <param name="network">Its weights are the start, and are overwritten step by step.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="monitors">Sets evaluated on the way; may be empty.</param>
    /// <param name="options">Epochs, batch size, optimizer, …</param>
    /// <param name="progress">Told after every history entry, on the calling thread.</param>
    /// <param name="cancellation">Checked before every step; the network then keeps the weights of the last finished step.</param>
    /// <exception cref="ArgumentException">Options out of range, or samples that do not fit the network or the loss.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingResult Fit<T>(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(network, training, monitors, options, null, progress, cancellation);

    /// <summary>Trains the network in place and shows every step to an observer; otherwise as the overload without one.</summary>
    public static TrainingResult Fit<T>(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options,
        ITrainingObserver<T>? observer,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T
            : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(
                network, training, monitors, options, observer, null, progress, cancellation);

    /// <summary>Trains the network in place, the steps computed by a backend; otherwise as the overload without one.</summary>
    /// <param name="createBackend">Makes what computes the steps, once samples and options are found to fit; null for this library.</param>
    public static TrainingResult Fit<T>(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options,
        ITrainingObserver<T>? observer,
        Func<Network<T>, TrainingOptions, ITrainingBackend<T>>? createBackend, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(monitors);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options = TrainingLength.Resolve(options, training.Count, monitors.Any(monitor => monitor.Name == TrainingLength.Monitor));
        observer?.OnStart(network, options);
        using var run = new TrainingRun<T>(network, training, monitors, options, createBackend, observer, progress, cancellation);
        var result = run.Fit();
        if (observer is null)
            return result;
        var start = Stopwatch.GetTimestamp();
        observer.OnEnd(new TrainingEnd<T>(network, training, monitors, options, result, cancellation));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result with { Seconds = result.Seconds + seconds, MonitorSeconds = result.MonitorSeconds + seconds };
    }
}

/// <summary>A set whose loss and accuracy are recorded while a network is trained.</summary>
/// <param name="Name">As it appears in the history: "train", "validation", "test".</param>
/// <param name="Samples">The rows to judge by.</param>
public sealed record Monitor<T>(string Name, SampleSet<T> Samples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The loss or a weight became NaN or infinite: the training stopped, the network's weights are of no use.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says when it happened and what usually helps.</summary>
    public TrainingDivergedException(int epoch, long iteration, double value, double learningRate, string what = "The training loss")
        : base(
            $"{what} became {value} in epoch {epoch}, iteration {iteration}, at learning rate {learningRate}. Lower the learning rate, or "
                + "bring the features to a common scale (NormalizeMeanVariance).")
    {
        Epoch = epoch;
        Iteration = iteration;
    }

    /// <summary>Epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Step since the start, from 1.</summary>
    public long Iteration { get; }
}
