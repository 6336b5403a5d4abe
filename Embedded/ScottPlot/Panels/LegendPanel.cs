namespace ScottPlot.Panels;

/// <summary>A legend beside the data area.</summary>
public class LegendPanel : IPanel
{
    internal LegendPanel(Legend legend, Edge edge) => (Legend, Edge) = (legend, edge);

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public float MinimumSize { get; set; }

    /// <inheritdoc/>
    public float MaximumSize { get; set; } = float.MaxValue;

    /// <inheritdoc/>
    public Edge Edge { get; set; }

    /// <summary>The legend.</summary>
    public Legend Legend { get; }
}
