namespace ScottPlot;

/// <summary>A place in the units of the axes.</summary>
public struct Coordinates(double x, double y)
{
    /// <summary>The horizontal position.</summary>
    public double X { get; set; } = x;

    /// <summary>The vertical position.</summary>
    public double Y { get; set; } = y;

    /// <inheritdoc/>
    public override readonly string ToString() => $"{{ X = {X}, Y = {Y} }}";
}
