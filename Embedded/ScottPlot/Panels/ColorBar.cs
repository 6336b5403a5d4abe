using ScottPlot.AxisPanels;

namespace ScottPlot.Panels;

/// <summary>The colours of a heat map with their numbers, right of the data area.</summary>
public class ColorBar : IPanel
{
    internal ColorBar(IHasColorAxis source, Edge edge)
    {
        if (edge != Edge.Right)
            throw new NotSupportedException($"A colour bar is drawn on the right; found {edge}.");
        (Source, Edge) = (source, edge);
    }

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public float MinimumSize { get; set; }

    /// <inheritdoc/>
    public float MaximumSize { get; set; } = float.MaxValue;

    /// <inheritdoc/>
    public Edge Edge { get; }

    /// <summary>What its colours are those of.</summary>
    public IHasColorAxis Source { get; set; }

    /// <summary>Its numbers.</summary>
    public IAxis Axis { get; } = new RightAxis { TickGenerator = new TickGenerators.NumericAutomatic() };

    /// <summary>Width of the colours in pixels.</summary>
    public float Width { get; set; } = 30;

    /// <summary>Its label.</summary>
    public string Label
    {
        get => Axis.Label.Text;
        set => Axis.Label.Text = value;
    }

    /// <summary>How its label is drawn.</summary>
    public LabelStyle LabelStyle => Axis.Label;
}
