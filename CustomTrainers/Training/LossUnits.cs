using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Brings losses from the scale that a network trains on to the target's units.</summary>
/// <param name="factor">What a loss of the training is multiplied by, above 0; 1 where there is nothing to do.</param>
internal sealed class LossUnits(double factor)
{
    /// <summary>The options of the training, whose losses are in its own scale.</summary>
    public TrainingOptions Inside(TrainingOptions options) =>
        options.EarlyStopping is { Metric: MonitoredMetric.Loss } stopping && factor != 1
        ? options with { EarlyStopping = stopping with { MinimumImprovement = stopping.MinimumImprovement / factor } }
        : options;

    /// <summary>A training's result with its losses in the target's units.</summary>
    public TrainingResult Outside(TrainingResult result) => factor == 1
        ? result
        : result with { History = new TrainingHistory([.. result.History.Entries.Select(Outside)]) };

    /// <summary>Tells of losses in the target's units; null for nobody.</summary>
    public IProgress<TrainingProgress>? Outside(IProgress<TrainingProgress>? progress) =>
        progress is null || factor == 1 ? progress : new InUnits(this, progress);

    private HistoryEntry Outside(HistoryEntry entry) => entry with
    {
        BatchLoss = entry.BatchLoss * factor,
        Monitors = [.. entry.Monitors.Select(m => m with { Loss = m.Loss * factor })],
    };

    private sealed class InUnits(LossUnits units, IProgress<TrainingProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value with { Entry = units.Outside(value.Entry) });
    }
}
