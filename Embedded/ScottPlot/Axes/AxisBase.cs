using ScottPlot.TickGenerators;

namespace ScottPlot.AxisPanels;

/// <summary>What all axes have.</summary>
public abstract class AxisBase
{
    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>The side that it lies on.</summary>
    public abstract Edge Edge { get; }

    /// <summary>Least size in pixels, across its edge.</summary>
    public float MinimumSize { get; set; }

    /// <summary>Largest size in pixels, across its edge.</summary>
    public float MaximumSize { get; set; } = float.MaxValue;

    /// <summary>What it shows at its beginning; NaN until it is set or found.</summary>
    public double Min { get; set; } = double.NaN;

    /// <summary>What it shows at its end; NaN until it is set or found.</summary>
    public double Max { get; set; } = double.NaN;

    /// <summary>Where its ticks come from.</summary>
    public virtual ITickGenerator TickGenerator { get; set; } = new NumericAutomatic();

    /// <summary>Its label.</summary>
    public LabelStyle Label { get; } = new() { FontSize = 16, Bold = true };

    /// <summary>How tick labels are drawn.</summary>
    public LabelStyle TickLabelStyle { get; set; } = new();

    /// <summary>How major ticks are drawn.</summary>
    public TickMarkStyle MajorTickStyle { get; set; } = new() { Length = 4, Width = 1 };

    /// <summary>How minor ticks are drawn.</summary>
    public TickMarkStyle MinorTickStyle { get; set; } = new() { Length = 2, Width = 1 };

    /// <summary>The line along the data area.</summary>
    public LineStyle FrameLineStyle { get; } = new() { Width = 1 };

    /// <summary>Line, ticks and texts in one colour.</summary>
    public void Color(Color color)
    {
        Label.ForeColor = TickLabelStyle.ForeColor = FrameLineStyle.Color = color;
        MajorTickStyle.Color = MinorTickStyle.Color = color;
    }

    /// <summary>Ticks at given places.</summary>
    public void SetTicks(double[] xs, string[] labels) => TickGenerator = new NumericManual(xs, labels);
}
