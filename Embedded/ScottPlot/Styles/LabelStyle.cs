namespace ScottPlot;

/// <summary>How a text is drawn.</summary>
public class LabelStyle
{
    /// <summary>The text; line feeds begin new lines.</summary>
    public string Text { get; set; } = string.Empty;

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>Which part of the text lies on its place.</summary>
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;

    /// <summary>Degrees, clockwise.</summary>
    public float Rotation { get; set; }

    /// <summary>Size in pixels.</summary>
    public float FontSize { get; set; } = 12;

    /// <summary>Whether it is bold.</summary>
    public bool Bold { get; set; }

    /// <summary>The colour.</summary>
    public Color ForeColor { get; set; } = Colors.Black;

    /// <summary>The colour behind it.</summary>
    public Color BackgroundColor { get; set; } = Colors.Transparent;

    internal bool Draws => IsVisible && !string.IsNullOrEmpty(Text);
}
