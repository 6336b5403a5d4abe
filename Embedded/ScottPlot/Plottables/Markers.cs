using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>Points of one style.</summary>
public class Markers : IPlottable, IDrawn
{
    private readonly Coordinates[] _points;

    internal Markers(Coordinates[] points) => _points = points;

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>What they say in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <summary>The style.</summary>
    public MarkerStyle MarkerStyle { get; set; } = new();

    /// <summary>The shape.</summary>
    public MarkerShape MarkerShape
    {
        get => MarkerStyle.Shape;
        set => MarkerStyle.Shape = value;
    }

    /// <summary>The size.</summary>
    public float MarkerSize
    {
        get => MarkerStyle.Size;
        set => MarkerStyle.Size = value;
    }

    /// <summary>The colour.</summary>
    public Color Color
    {
        get => MarkerStyle.MarkerColor;
        set => MarkerStyle.MarkerColor = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, marker: MarkerStyle);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of(_points);

    void IDrawn.Draw(DataArea area) => area.Canvas.Markers(_points.Select(area.At), MarkerStyle);
}
