namespace MlPipelines.Numerics.Training.Checkpoints;

/// <summary>Where a training is, but for its arrays. Orders and masks are pure functions of the seed and these counters, so no generator's state is needed.</summary>
internal sealed record CheckpointState
{
    /// <summary>Epochs begun.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done.</summary>
    public required long Iteration { get; init; }

    /// <summary>Steps that the optimizer has begun.</summary>
    public required long OptimizerSteps { get; init; }

    /// <summary>Wall-clock time so far.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of it what evaluating the monitors took.</summary>
    public double MonitorSeconds { get; init; }

    /// <summary>Sums over the batches of the epoch that is under way.</summary>
    public required double EpochLoss { get; init; }

    public required double EpochCorrect { get; init; }

    public required double EpochWeight { get; init; }

    /// <summary>Early stopping: the best figure so far, its epoch (0: none yet), evaluations since.</summary>
    public double BestValue { get; init; }

    public int BestEpoch { get; init; }

    public int Waited { get; init; }

    /// <summary>True when early stopping has ended the training.</summary>
    public bool Stopped { get; init; }

    public required HistoryEntry[] History { get; init; }
}
