namespace MlPipelines.Pipelines.Harness;

/// <summary>One metric on one split.</summary>
/// <param name="Split">The split's name, see <see cref="Harness.Split"/>.</param>
/// <param name="Metric">The metric's name, see <see cref="Harness.Metric"/>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct MetricValue(string Split, string Metric, double Value);
