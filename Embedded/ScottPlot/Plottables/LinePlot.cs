using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A straight line between two points.</summary>
public class LinePlot : IPlottable, IDrawn
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>Where it begins.</summary>
    public Coordinates Start { get; set; }

    /// <summary>Where it ends.</summary>
    public Coordinates End { get; set; }

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

    /// <summary>The line's colour.</summary>
    public Color Color
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, LineStyle);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of([Start, End]);

    void IDrawn.Draw(DataArea area) => area.Canvas.Path([area.At(Start), area.At(End)], LineStyle);
}
