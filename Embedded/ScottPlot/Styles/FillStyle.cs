namespace ScottPlot;

/// <summary>How an area is filled.</summary>
public class FillStyle
{
    /// <summary>The colour.</summary>
    public Color Color { get; set; } = Colors.Transparent;

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;
}
