using ScottPlot;
using ScottPlot.Palettes;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// The colours and text sizes of all pictures, light or dark. Series have the colours of Okabe and Ito, which the colour-blind tell apart.
/// </summary>
public sealed record PictureTheme
{
    private static readonly string[] Series = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D00"];
    private static readonly string[] DarkSeries = ["#56B4E9", "#E69F00", "#2BC79E", "#E39BC4", "#F0E442", "#FF8A4C", "#B9C0CC"];
    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
            MarkerShape.FilledTriangleDown, MarkerShape.Eks];

    private readonly Color[] _series;

    private PictureTheme(string name, Color background, Color ink, Color grid, string[] series)
    {
        (Name, Background, Ink, Grid) = (name, background, ink, grid);
        _series = [.. series.Select(Color.FromHex)];
    }

    /// <summary>On white.</summary>
    public static PictureTheme Light { get; } = new("light", Colors.White, Color.FromHex("#1F2328"), Color.FromHex("#E4E7EB"), Series);

    /// <summary>On near-black.</summary>
    public static PictureTheme Dark { get; } = new(
        "dark", Color.FromHex("#0D1117"), Color.FromHex("#E6EDF3"), Color.FromHex("#2B3138"), DarkSeries);

    /// <summary><c>light</c> or <c>dark</c>.</summary>
    public string Name { get; }

    /// <summary>Behind everything.</summary>
    public Color Background { get; }

    /// <summary>Texts, axes and outlines.</summary>
    public Color Ink { get; }

    /// <summary>Lines at ticks.</summary>
    public Color Grid { get; }

    /// <summary>Number of series colours before they begin again.</summary>
    public int SeriesCount => _series.Length;

    /// <summary>The colour of a series.</summary>
    public Color Of(int series) => _series[series % _series.Length];

    /// <summary>The marker of a series, so that colour is not all that tells them apart.</summary>
    public static MarkerShape Shape(int series) => Shapes[series % Shapes.Length];

    /// <summary>The dashes of a series: solid first, other dashes where the colours begin again.</summary>
    public LinePattern Pattern(int series) => (series / _series.Length % 3) switch
    {
        0 => LinePattern.Solid,
        1 => LinePattern.DenselyDashed,
        _ => LinePattern.Dotted,
    };

    /// <summary>An empty plot in this theme's colours and the pictures' font.</summary>
    public Plot Start()
    {
        PictureFont.Register();
        var plot = new Plot();
        plot.Add.Palette = new Custom(_series, Name);
        plot.FigureBackground.Color = Background;
        plot.DataBackground.Color = Background;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Grid;
        plot.HideLegend(); // where one is wanted, it has a place of its own
        return plot;
    }
}
