namespace ScottPlot;

/// <summary>What two axes show. NaN stands for nothing to show.</summary>
public readonly struct AxisLimits
{
    /// <summary>Limits from four edges.</summary>
    public AxisLimits(double left, double right, double bottom, double top) => (Left, Right, Bottom, Top) = (left, right, bottom, top);

    /// <summary>The left edge.</summary>
    public double Left { get; }

    /// <summary>The right edge.</summary>
    public double Right { get; }

    /// <summary>The lower edge.</summary>
    public double Bottom { get; }

    /// <summary>The upper edge.</summary>
    public double Top { get; }

    /// <summary>Right less left.</summary>
    public double HorizontalSpan => Right - Left;

    /// <summary>Top less bottom.</summary>
    public double VerticalSpan => Top - Bottom;

    /// <summary>No limits at all.</summary>
    public static AxisLimits NoLimits { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The limits that hold both.</summary>
    public AxisLimits ExpandedToInclude(AxisLimits otherLimits) => new(
        Least(Left, otherLimits.Left), Most(Right, otherLimits.Right), Least(Bottom, otherLimits.Bottom), Most(Top, otherLimits.Top));

    /// <summary>The limits of points, without those that are not finite.</summary>
    internal static AxisLimits Of(IEnumerable<Coordinates> points)
    {
        var limits = NoLimits;
        foreach (var point in points)
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Y))
                limits = limits.ExpandedToInclude(new(point.X, point.X, point.Y, point.Y));
        }

        return limits;
    }

    private static double Least(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);

    private static double Most(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);
}
