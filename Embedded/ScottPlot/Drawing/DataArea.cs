namespace ScottPlot.Drawing;

/// <summary>The rectangle in which data are drawn, what it shows, and where to draw.</summary>
internal sealed record DataArea(SvgCanvas Canvas, Box Box, AxisLimits Limits)
{
    /// <summary>The pixel of a horizontal position.</summary>
    public double X(double x) => Box.Left + ((x - Limits.Left) / (Limits.Right - Limits.Left) * Box.Width);

    /// <summary>The pixel of a vertical position.</summary>
    public double Y(double y) => Box.Bottom - ((y - Limits.Bottom) / (Limits.Top - Limits.Bottom) * Box.Height);

    /// <summary>The pixel of a place.</summary>
    public (double X, double Y) At(Coordinates place) => (X(place.X), Y(place.Y));
}
