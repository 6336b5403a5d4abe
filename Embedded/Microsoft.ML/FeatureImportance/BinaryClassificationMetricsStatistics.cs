namespace Microsoft.ML.Data;

/// <summary>Mean and spread of <see cref="BinaryClassificationMetrics"/>, less a baseline.</summary>
public sealed class BinaryClassificationMetricsStatistics : IMetricsStatistics<BinaryClassificationMetrics>
{
    internal BinaryClassificationMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="BinaryClassificationMetrics.AreaUnderRocCurve"/>.</summary>
    public MetricStatistics AreaUnderRocCurve { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.Accuracy"/>.</summary>
    public MetricStatistics Accuracy { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.PositivePrecision"/>.</summary>
    public MetricStatistics PositivePrecision { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.PositiveRecall"/>.</summary>
    public MetricStatistics PositiveRecall { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.NegativePrecision"/>.</summary>
    public MetricStatistics NegativePrecision { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.NegativeRecall"/>.</summary>
    public MetricStatistics NegativeRecall { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.F1Score"/>.</summary>
    public MetricStatistics F1Score { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.AreaUnderPrecisionRecallCurve"/>.</summary>
    public MetricStatistics AreaUnderPrecisionRecallCurve { get; } = new();

    void IMetricsStatistics<BinaryClassificationMetrics>.Add(BinaryClassificationMetrics metrics, BinaryClassificationMetrics baseline)
    {
        AreaUnderRocCurve.Add(metrics.AreaUnderRocCurve - baseline.AreaUnderRocCurve);
        Accuracy.Add(metrics.Accuracy - baseline.Accuracy);
        PositivePrecision.Add(metrics.PositivePrecision - baseline.PositivePrecision);
        PositiveRecall.Add(metrics.PositiveRecall - baseline.PositiveRecall);
        NegativePrecision.Add(metrics.NegativePrecision - baseline.NegativePrecision);
        NegativeRecall.Add(metrics.NegativeRecall - baseline.NegativeRecall);
        F1Score.Add(metrics.F1Score - baseline.F1Score);
        AreaUnderPrecisionRecallCurve.Add(metrics.AreaUnderPrecisionRecallCurve - baseline.AreaUnderPrecisionRecallCurve);
    }
}
