namespace ScottPlot;

/// <summary>How a marker is drawn.</summary>
public class MarkerStyle
{
    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>Its shape.</summary>
    public MarkerShape Shape { get; set; } = MarkerShape.FilledCircle;

    /// <summary>Its size in pixels.</summary>
    public float Size { get; set; } = 5;

    /// <summary>The colour of its inside.</summary>
    public Color FillColor { get; set; } = Colors.Gray;

    /// <summary>The colour of its lines, where the shape is made of lines.</summary>
    public Color LineColor { get; set; } = Colors.Gray;

    /// <summary>The width of its lines.</summary>
    public float LineWidth { get; set; } = 1;

    /// <summary>Width of an outline around a filled shape; 0 for none.</summary>
    public float OutlineWidth { get; set; }

    /// <summary>Colour of the outline.</summary>
    public Color OutlineColor { get; set; } = Colors.Black;

    /// <summary>Inside and lines at once.</summary>
    public Color MarkerColor
    {
        get => FillColor;
        set => FillColor = LineColor = value;
    }
}
