namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The metrics that trainings of regressions are watched by.</summary>
internal static class RegressionError
{
    /// <param name="rows">The rows.</param>
    /// <param name="metric">Which metric.</param>
    /// <param name="toPrediction">What is predicted where the trees sum up to a score.</param>
    public static double Measure(WatchedRows rows, EarlyStoppingMetric metric, Func<double, double> toPrediction) => metric == EarlyStoppingMetric.L1Norm
        ? rows.MeanError((score, label) => Math.Abs(toPrediction(score) - label))
        : Math.Sqrt(rows.MeanError((score, label) => (toPrediction(score) - label) * (toPrediction(score) - label)));
}
