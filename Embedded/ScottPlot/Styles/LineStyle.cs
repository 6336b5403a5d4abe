namespace ScottPlot;

/// <summary>How a line is drawn.</summary>
public class LineStyle
{
    /// <summary>Width in pixels; 0 draws nothing.</summary>
    public float Width { get; set; }

    /// <summary>The colour.</summary>
    public Color Color { get; set; } = Colors.Black;

    /// <summary>Dashes.</summary>
    public LinePattern Pattern { get; set; } = LinePattern.Solid;

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;

    internal bool Draws => IsVisible && Width > 0 && Color.Alpha > 0;
}
