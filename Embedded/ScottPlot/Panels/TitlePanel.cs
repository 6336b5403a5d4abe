namespace ScottPlot.Panels;

/// <summary>The title above the data area.</summary>
public class TitlePanel : IPanel
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public float MinimumSize { get; set; }

    /// <inheritdoc/>
    public float MaximumSize { get; set; } = float.MaxValue;

    /// <inheritdoc/>
    public Edge Edge => Edge.Top;

    /// <summary>Whether it is centred on the figure, not on the data area.</summary>
    public bool FullFigureCenter { get; set; }

    /// <summary>The title.</summary>
    public LabelStyle Label { get; } = new() { FontSize = 16, Bold = true };
}
