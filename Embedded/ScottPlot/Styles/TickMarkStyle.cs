namespace ScottPlot;

/// <summary>How tick marks are drawn.</summary>
public class TickMarkStyle
{
    /// <summary>Length in pixels.</summary>
    public float Length;

    /// <summary>Width in pixels.</summary>
    public float Width;

    /// <summary>The colour.</summary>
    public Color Color = Colors.Black;
}
