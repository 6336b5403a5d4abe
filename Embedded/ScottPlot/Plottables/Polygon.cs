using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A filled area with corners.</summary>
public class Polygon(Coordinates[] coords) : IPlottable, IDrawn
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>The corners.</summary>
    public Coordinates[] Coordinates { get; } = coords;

    /// <summary>What it says in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <summary>The line around it.</summary>
    public LineStyle LineStyle { get; set; } = new() { Width = 1 };

    /// <summary>Width of the line around it.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>Colour of the line around it.</summary>
    public Color LineColor
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <summary>The inside.</summary>
    public FillStyle FillStyle { get; set; } = new();

    /// <summary>Colour of the inside.</summary>
    public Color FillColor
    {
        get => FillStyle.Color;
        set => FillStyle.Color = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, LineStyle, fill: FillColor);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of(Coordinates);

    void IDrawn.Draw(DataArea area) => area.Canvas.Polygon(Coordinates.Select(area.At), FillColor, LineStyle);
}
