namespace MlPipelines.Numerics.Training;

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
