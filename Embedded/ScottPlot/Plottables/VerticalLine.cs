using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>An upright line through the whole data area.</summary>
public class VerticalLine : AxisLine
{
    /// <summary>Its place.</summary>
    public double X
    {
        get => Position;
        set => Position = value;
    }

    /// <inheritdoc/>
    public override AxisLimits GetAxisLimits() => new(X, X, double.NaN, double.NaN);

    private protected override void Draw(DataArea area) => area.Canvas.Line(area.X(X), area.Box.Top, area.X(X), area.Box.Bottom, LineStyle);
}
