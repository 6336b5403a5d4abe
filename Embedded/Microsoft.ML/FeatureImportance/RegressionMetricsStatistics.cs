namespace Microsoft.ML.Data;

/// <summary>Mean and spread of <see cref="RegressionMetrics"/>, less a baseline.</summary>
public sealed class RegressionMetricsStatistics : IMetricsStatistics<RegressionMetrics>
{
    internal RegressionMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="RegressionMetrics.MeanAbsoluteError"/>.</summary>
    public MetricStatistics MeanAbsoluteError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.MeanSquaredError"/>.</summary>
    public MetricStatistics MeanSquaredError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.RootMeanSquaredError"/>.</summary>
    public MetricStatistics RootMeanSquaredError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.LossFunction"/>.</summary>
    public MetricStatistics LossFunction { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.RSquared"/>.</summary>
    public MetricStatistics RSquared { get; } = new();

    void IMetricsStatistics<RegressionMetrics>.Add(RegressionMetrics metrics, RegressionMetrics baseline)
    {
        MeanAbsoluteError.Add(metrics.MeanAbsoluteError - baseline.MeanAbsoluteError);
        MeanSquaredError.Add(metrics.MeanSquaredError - baseline.MeanSquaredError);
        RootMeanSquaredError.Add(metrics.RootMeanSquaredError - baseline.RootMeanSquaredError);
        LossFunction.Add(metrics.LossFunction - baseline.LossFunction);
        RSquared.Add(metrics.RSquared - baseline.RSquared);
    }
}
