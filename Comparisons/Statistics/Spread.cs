namespace MlPipelines.Comparisons.Statistics;

/// <summary>Mean and sample standard deviation of the values of several seeds.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Mean">Their mean, NaN for none.</param>
/// <param name="Deviation">Their standard deviation with n − 1 below, NaN for fewer than two.</param>
public readonly record struct Spread(int Count, double Mean, double Deviation)
{
    /// <summary>The spread of values.</summary>
    public static Spread Of(params IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return new(0, double.NaN, double.NaN);
        double mean = values.Sum() / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count < 2 ? double.NaN : Math.Sqrt(squares / (values.Count - 1)));
    }
}
