namespace MlPipelines.Numerics.Training;

/// <summary>What was measured while a network was trained, in order.</summary>
/// <param name="Entries">One entry per epoch, and one per evaluation between.</param>
public sealed record TrainingHistory(IReadOnlyList<HistoryEntry> Entries);

/// <summary>What was measured at one moment of a training.</summary>
/// <param name="Epoch">Epochs begun, from 1.</param>
/// <param name="Iteration">Steps done since the start.</param>
/// <param name="EndOfEpoch">True for the entry that closes an epoch.</param>
/// <param name="Seconds">Since the start, monitors included.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="BatchLoss">Mean loss over the batches of this epoch so far, each measured before its step; NaN when there was none.</param>
/// <param name="BatchAccuracy">Accuracy over the same batches; NaN for regression.</param>
/// <param name="Monitors">The monitored sets, in the order given; empty when they were not evaluated at this moment.</param>
public sealed record HistoryEntry(
    int Epoch, long Iteration, bool EndOfEpoch, double Seconds, double LearningRate, double BatchLoss, double BatchAccuracy,
    IReadOnlyList<MonitorResult> Monitors);

/// <summary>The figures of one monitored set at one moment.</summary>
/// <param name="Name">The monitor's name.</param>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of rows whose class was found; NaN for regression.</param>
public sealed record MonitorResult(string Name, double Loss, double Accuracy);

/// <summary>Reported after every entry of the history.</summary>
/// <param name="Epochs">Epochs to do in all.</param>
/// <param name="Iterations">Steps to do in all.</param>
/// <param name="Entry">The newest entry.</param>
public sealed record TrainingProgress(int Epochs, long Iterations, HistoryEntry Entry);

/// <summary>What a finished training has to tell; the trained weights are in the network.</summary>
/// <param name="History">Metrics by epoch or iteration.</param>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Iterations">Steps done.</param>
/// <param name="Seconds">Wall-clock time, monitors included.</param>
public sealed record TrainingResult(TrainingHistory History, int Epochs, long Iterations, double Seconds)
{
    /// <summary>Of <see cref="Seconds"/> those that evaluating the monitors took.</summary>
    public double MonitorSeconds { get; init; }

    /// <summary>With early stopping the epoch, from 1, whose weights the network has now; else null.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>True when early stopping ended the training before its last epoch.</summary>
    public bool StoppedEarly { get; init; }
}
