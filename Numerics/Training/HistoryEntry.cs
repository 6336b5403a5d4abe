namespace MlPipelines.Numerics.Training;

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
    int Epoch, long Iteration, bool EndOfEpoch, double Seconds, double LearningRate, double BatchLoss, double BatchAccuracy, IReadOnlyList<MonitorResult> Monitors);
