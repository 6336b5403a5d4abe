namespace ScottPlot;

/// <summary>A rectangle in the units of the axes.</summary>
public struct CoordinateRect(double left, double right, double bottom, double top)
{
    /// <summary>The left edge.</summary>
    public double Left { get; set; } = left;

    /// <summary>The right edge.</summary>
    public double Right { get; set; } = right;

    /// <summary>The lower edge.</summary>
    public double Bottom { get; set; } = bottom;

    /// <summary>The upper edge.</summary>
    public double Top { get; set; } = top;
}
