using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A text at a place.</summary>
public class Text : IPlottable, IDrawn
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>The place.</summary>
    public Coordinates Location { get; set; }

    /// <summary>Pixels to the right of it.</summary>
    public float OffsetX { get; set; }

    /// <summary>Pixels below it.</summary>
    public float OffsetY { get; set; }

    /// <summary>How it is drawn.</summary>
    public LabelStyle LabelStyle { get; set; } = new() { FontSize = 14 };

    /// <summary>The text.</summary>
    public string LabelText
    {
        get => LabelStyle.Text;
        set => LabelStyle.Text = value;
    }

    /// <summary>Which part of it lies on the place.</summary>
    public Alignment LabelAlignment
    {
        get => LabelStyle.Alignment;
        set => LabelStyle.Alignment = value;
    }

    /// <summary>Size in pixels.</summary>
    public float LabelFontSize
    {
        get => LabelStyle.FontSize;
        set => LabelStyle.FontSize = value;
    }

    /// <summary>The colour.</summary>
    public Color LabelFontColor
    {
        get => LabelStyle.ForeColor;
        set => LabelStyle.ForeColor = value;
    }

    /// <summary>The colour behind it.</summary>
    public Color LabelBackgroundColor
    {
        get => LabelStyle.BackgroundColor;
        set => LabelStyle.BackgroundColor = value;
    }

    /// <summary>Whether it is bold.</summary>
    public bool LabelBold
    {
        get => LabelStyle.Bold;
        set => LabelStyle.Bold = value;
    }

    /// <summary>Degrees, clockwise.</summary>
    public float LabelRotation
    {
        get => LabelStyle.Rotation;
        set => LabelStyle.Rotation = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of([Location]);

    void IDrawn.Draw(DataArea area) =>
        area.Canvas.Text(LabelStyle.Text, area.X(Location.X) + OffsetX, area.Y(Location.Y) + OffsetY, LabelStyle, LabelStyle.Alignment);
}
