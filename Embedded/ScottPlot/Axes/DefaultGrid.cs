namespace ScottPlot.Grids;

/// <summary>Lines at the ticks.</summary>
public class DefaultGrid
{
    internal DefaultGrid()
    {
    }

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>Lines of horizontal positions.</summary>
    public GridStyle XAxisStyle { get; set; } = new();

    /// <summary>Lines of vertical positions.</summary>
    public GridStyle YAxisStyle { get; set; } = new();

    /// <summary>Colour of the lines at major ticks.</summary>
    public Color MajorLineColor
    {
        get => XAxisStyle.MajorLineStyle.Color;
        set => XAxisStyle.MajorLineStyle.Color = YAxisStyle.MajorLineStyle.Color = value;
    }

    /// <summary>Width of the lines at major ticks.</summary>
    public float MajorLineWidth
    {
        set => XAxisStyle.MajorLineStyle.Width = YAxisStyle.MajorLineStyle.Width = value;
    }
}
