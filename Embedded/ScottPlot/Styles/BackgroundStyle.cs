namespace ScottPlot;

/// <summary>How a background is drawn.</summary>
public class BackgroundStyle
{
    /// <summary>The colour.</summary>
    public Color Color { get; set; } = Colors.Transparent;
}
