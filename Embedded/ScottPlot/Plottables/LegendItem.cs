namespace ScottPlot;

/// <summary>A line of the legend: a symbol and a text.</summary>
public class LegendItem
{
    /// <summary>The text.</summary>
    public string LabelText { get; set; } = string.Empty;

    /// <summary>The line of the symbol.</summary>
    public LineStyle LineStyle { get; set; } = new();

    /// <summary>The marker of the symbol.</summary>
    public MarkerStyle MarkerStyle { get; set; } = new() { Shape = MarkerShape.None };

    /// <summary>The area of the symbol.</summary>
    public FillStyle FillStyle { get; set; } = new();

    /// <summary>Width of the symbol's line.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>Colour of the symbol's line.</summary>
    public Color LineColor
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <summary>Colour of the symbol's area.</summary>
    public Color FillColor
    {
        get => FillStyle.Color;
        set => FillStyle.Color = value;
    }

    /// <summary>No lines.</summary>
    public static IEnumerable<LegendItem> None => [];

    internal static IEnumerable<LegendItem> Of(string text, LineStyle? line = null, MarkerStyle? marker = null, Color? fill = null) =>
        string.IsNullOrEmpty(text) ? None :
        [
            new LegendItem
            {
                LabelText = text,
                LineStyle = line ?? new(),
                MarkerStyle = marker ?? new() { Shape = MarkerShape.None },
                FillStyle = new() { Color = fill ?? Colors.Transparent },
            },
        ];
}
