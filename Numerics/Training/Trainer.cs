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
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options, ITrainingObserver<T>? observer,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(monitors);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        observer?.OnStart(network, options);
        using var run = new TrainingRun<T>(network, training, monitors, options, observer, progress, cancellation);
        var result = run.Fit();
        if (observer is null)
            return result;
        var start = Stopwatch.GetTimestamp();
        observer.OnEnd(new TrainingEnd<T>(network, training, monitors, options, result, cancellation));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result with { Seconds = result.Seconds + seconds, MonitorSeconds = result.MonitorSeconds + seconds };
    }
}
