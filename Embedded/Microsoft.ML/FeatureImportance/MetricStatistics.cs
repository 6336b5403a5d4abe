namespace Microsoft.ML.Data;

/// <summary>Mean and spread of a metric over repetitions.</summary>
public sealed class MetricStatistics
{
    private double _sumOfSquares;

    internal MetricStatistics()
    {
    }

    /// <summary>The mean.</summary>
    public double Mean { get; private set; }

    /// <summary>The sample standard deviation; 0 for one repetition.</summary>
    public double StandardDeviation => Count <= 1 ? 0 : Math.Sqrt(_sumOfSquares / (Count - 1));

    /// <summary>The standard error of the mean; 0 for one repetition.</summary>
    public double StandardError => Count <= 1 ? 0 : StandardDeviation / Math.Sqrt(Count);

    /// <summary>The number of repetitions.</summary>
    public int Count { get; private set; }

    internal void Add(double value)
    {
        Count++;
        double difference = value - Mean;
        Mean += difference / Count;
        _sumOfSquares += difference * (value - Mean);
    }
}
