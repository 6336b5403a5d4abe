namespace ScottPlot;

/// <summary>The range of a colour axis.</summary>
public readonly struct Range
{
    /// <summary>A range from its ends.</summary>
    public Range(double min, double max) => (Min, Max) = (min, max);

    /// <summary>The lower end.</summary>
    public double Min { get; }

    /// <summary>The upper end.</summary>
    public double Max { get; }

    /// <summary>Where a value lies, 0 at the lower end and 1 at the upper.</summary>
    public double Normalize(double value, bool clamp = false)
    {
        double share = Max > Min ? (value - Min) / (Max - Min) : 0.5;
        return clamp ? Math.Clamp(share, 0, 1) : share;
    }

    /// <summary>The range of values, without NaN.</summary>
    public static Range GetRange(IEnumerable<double> input)
    {
        var values = input.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).ToList();
        return new(values.Min(), values.Max());
    }

    /// <summary>The range of values, without NaN.</summary>
    public static Range GetRange(double[,] input) => GetRange(input.Cast<double>());
}
