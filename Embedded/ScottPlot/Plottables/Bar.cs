namespace ScottPlot;

/// <summary>One bar.</summary>
public class Bar
{
    /// <summary>Where it stands.</summary>
    public double Position { get; set; }

    /// <summary>Where it ends.</summary>
    public double Value { get; set; }

    /// <summary>Where it begins.</summary>
    public double ValueBase { get; set; }

    /// <summary>How far its interval reaches to either side of its end.</summary>
    public double Error { get; set; }

    /// <summary>Its thickness, in the units of the axis that it stands on.</summary>
    public double Size { get; set; } = 0.8;

    /// <summary>Its colour.</summary>
    public Color FillColor { get; set; } = Colors.Gray;

    /// <summary>The line around it.</summary>
    public LineStyle LineStyle { get; set; } = new() { Width = 1 };

    /// <summary>Width of the line around it.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>Colour of the line around it, and of its interval.</summary>
    public Color LineColor
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <summary>Width of its interval's lines.</summary>
    public float ErrorLineWidth { get; set; } = 1;

    /// <summary>A text at its end.</summary>
    public string Label { get; set; } = string.Empty;

    /// <summary>Upright or level.</summary>
    public Orientation Orientation { get; set; } = Orientation.Vertical;

    /// <summary>The rectangle that it fills.</summary>
    public CoordinateRect Rect => Orientation == Orientation.Vertical
        ? new(Position - (Size / 2), Position + (Size / 2), Math.Min(Value, ValueBase), Math.Max(Value, ValueBase))
        : new(Math.Min(Value, ValueBase), Math.Max(Value, ValueBase), Position - (Size / 2), Position + (Size / 2));
}
