using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A line at one position of an axis, through the whole data area.</summary>
public abstract class AxisLine : IPlottable, IDrawn
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>Where on the axis.</summary>
    public double Position { get; set; }

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
    public abstract AxisLimits GetAxisLimits();

    void IDrawn.Draw(DataArea area) => Draw(area);

    private protected abstract void Draw(DataArea area);
}
