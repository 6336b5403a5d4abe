using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>Points joined by a line; a point that is not finite leaves a gap.</summary>
public class Scatter : IPlottable, IDrawn
{
    private readonly Coordinates[] _points;

    internal Scatter(Coordinates[] points) => _points = points;

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>What it says in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <summary>The line.</summary>
    public LineStyle LineStyle { get; set; } = new() { Width = 1 };

    /// <summary>The line's width.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>The line's dashes.</summary>
    public LinePattern LinePattern
    {
        get => LineStyle.Pattern;
        set => LineStyle.Pattern = value;
    }

    /// <summary>The markers.</summary>
    public MarkerStyle MarkerStyle { get; set; } = new();

    /// <summary>The markers' shape.</summary>
    public MarkerShape MarkerShape
    {
        get => MarkerStyle.Shape;
        set => MarkerStyle.Shape = value;
    }

    /// <summary>The markers' size.</summary>
    public float MarkerSize
    {
        get => MarkerStyle.Size;
        set => MarkerStyle.Size = value;
    }

    /// <summary>Line and markers at once.</summary>
    public Color Color
    {
        get => LineStyle.Color;
        set => LineStyle.Color = MarkerStyle.MarkerColor = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, LineStyle, MarkerStyle);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of(_points);

    internal IReadOnlyList<Coordinates> Points => _points;

    void IDrawn.Draw(DataArea area)
    {
        area.Canvas.Path(_points.Select(area.At), LineStyle);
        area.Canvas.Markers(_points.Select(area.At), MarkerStyle);
    }
}
