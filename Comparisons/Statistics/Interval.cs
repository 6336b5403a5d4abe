namespace MlPipelines.Comparisons.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">The share of such intervals that hold the true value, such as 0.95.</param>
public readonly record struct Interval(double Low, double High, double Level)
{
    /// <summary>Whether a value lies in the interval, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
