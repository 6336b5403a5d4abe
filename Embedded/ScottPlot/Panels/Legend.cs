namespace ScottPlot;

/// <summary>Symbols and names of what a plot shows.</summary>
public class Legend
{
    private readonly Plot _plot;

    internal Legend(Plot plot) => _plot = plot;

    /// <summary>Whether it is drawn.</summary>
    public bool IsVisible { get; set; }

    /// <summary>Where in the data area it lies.</summary>
    public Alignment Alignment { get; set; } = Alignment.LowerRight;

    /// <summary>Whether its items stand below or beside one another.</summary>
    public Orientation Orientation { get; set; } = Orientation.Vertical;

    /// <summary>Size of its texts in pixels; 14 when null.</summary>
    public float? FontSize { get; set; }

    /// <summary>Colour of its texts; black when null.</summary>
    public Color? FontColor { get; set; }

    /// <summary>The colour behind it.</summary>
    public Color BackgroundColor { get; set; } = Colors.White;

    /// <summary>The colour of the line around it.</summary>
    public Color OutlineColor { get; set; } = Colors.Black;

    /// <summary>The width of the line around it.</summary>
    public float OutlineWidth { get; set; } = 1;

    /// <summary>The colour of its shadow; none is drawn here.</summary>
    public Color ShadowColor { get; set; } = Colors.Transparent;

    /// <summary>Items beside those of the plot.</summary>
    public List<LegendItem> ManualItems { get; set; } = [];

    /// <summary>The items.</summary>
    public LegendItem[] GetItems() =>
        [.. _plot.PlottableList.Where(plottable => plottable.IsVisible).SelectMany(plottable => plottable.LegendItems), .. ManualItems];
}
