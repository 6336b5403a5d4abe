using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>Mean and spread of <see cref="MulticlassClassificationMetrics"/>, less a baseline.</summary>
public sealed class MulticlassClassificationMetricsStatistics : IMetricsStatistics<MulticlassClassificationMetrics>
{
    private ImmutableArray<MetricStatistics> _perClassLogLoss = [];

    internal MulticlassClassificationMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="MulticlassClassificationMetrics.MacroAccuracy"/>.</summary>
    public MetricStatistics MacroAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.MicroAccuracy"/>.</summary>
    public MetricStatistics MicroAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.LogLoss"/>.</summary>
    public MetricStatistics LogLoss { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.LogLossReduction"/>.</summary>
    public MetricStatistics LogLossReduction { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.TopKAccuracy"/>.</summary>
    public MetricStatistics TopKAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.PerClassLogLoss"/>.</summary>
    public IReadOnlyList<MetricStatistics> PerClassLogLoss => _perClassLogLoss;

    void IMetricsStatistics<MulticlassClassificationMetrics>.Add(MulticlassClassificationMetrics metrics, MulticlassClassificationMetrics baseline)
    {
        MacroAccuracy.Add(metrics.MacroAccuracy - baseline.MacroAccuracy);
        MicroAccuracy.Add(metrics.MicroAccuracy - baseline.MicroAccuracy);
        LogLoss.Add(metrics.LogLoss - baseline.LogLoss);
        LogLossReduction.Add(metrics.LogLossReduction - baseline.LogLossReduction);
        TopKAccuracy.Add(metrics.TopKAccuracy - baseline.TopKAccuracy);
        if (_perClassLogLoss.IsEmpty)
            _perClassLogLoss = [.. metrics.PerClassLogLoss.Select(_ => new MetricStatistics())];
        for (int k = 0; k < _perClassLogLoss.Length; k++)
            _perClassLogLoss[k].Add(metrics.PerClassLogLoss[k] - baseline.PerClassLogLoss[k]);
    }
}
