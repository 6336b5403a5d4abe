namespace ScottPlot;

/// <summary>How the lines of one axis' ticks are drawn.</summary>
public class GridStyle
{
    /// <summary>Whether they are drawn.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>Lines at major ticks.</summary>
    public LineStyle MajorLineStyle { get; set; } = new() { Width = 1, Color = Colors.Black.WithOpacity(.1) };
}
