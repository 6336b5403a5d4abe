using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A level line through the whole data area.</summary>
public class HorizontalLine : AxisLine
{
    /// <summary>Its height.</summary>
    public double Y
    {
        get => Position;
        set => Position = value;
    }

    /// <inheritdoc/>
    public override AxisLimits GetAxisLimits() => new(double.NaN, double.NaN, Y, Y);

    private protected override void Draw(DataArea area) => area.Canvas.Line(area.Box.Left, area.Y(Y), area.Box.Right, area.Y(Y), LineStyle);
}
