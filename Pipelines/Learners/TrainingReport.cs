namespace MlPipelines.Pipelines.Learners;

/// <summary>What a fitted trainer tells about itself.</summary>
/// <param name="Parameters">Number of trained values (weights and biases; thresholds and leaves of trees), null when it is not known.</param>
/// <param name="History">Metrics along the way, in time order; empty when the trainer keeps none.</param>
public sealed record TrainingReport(long? Parameters, IReadOnlyList<HistoryPoint> History)
{
    /// <summary>Seconds of the fit that went into evaluating monitored rows; 0 where a trainer has none.</summary>
    public double MonitorSeconds { get; init; }

    /// <summary>Nothing known.</summary>
    public static TrainingReport Empty { get; } = new(null, []);
}
