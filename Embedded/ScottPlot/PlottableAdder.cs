using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Adds things to a plot, each in the palette's next colour.</summary>
public class PlottableAdder
{
    private readonly Plot _plot;
    private int _next;

    internal PlottableAdder(Plot plot) => _plot = plot;

    /// <summary>The colours.</summary>
    public IPalette Palette { get; set; } = new Palettes.Category10();

    /// <summary>The next colour.</summary>
    public Color GetNextColor(bool incrementCounter = true) => Palette.GetColor(incrementCounter ? _next++ : _next);

    /// <summary>Points joined by a line.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and heights differ.</exception>
    public Scatter Scatter(double[] xs, double[] ys, Color? color = null) => Scatter(Zip(xs, ys), color);

    /// <summary>Points joined by a line.</summary>
    public Scatter Scatter(Coordinates[] coordinates, Color? color = null) => Added(new Scatter(coordinates) { Color = color ?? GetNextColor() });

    /// <summary>A line without markers.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and heights differ.</exception>
    public Scatter ScatterLine(double[] xs, double[] ys, Color? color = null)
    {
        var scatter = Scatter(xs, ys, color);
        scatter.MarkerSize = 0;
        return scatter;
    }

    /// <summary>Points without a line.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and heights differ.</exception>
    public Scatter ScatterPoints(double[] xs, double[] ys, Color? color = null)
    {
        var scatter = Scatter(xs, ys, color);
        scatter.LineWidth = 0;
        return scatter;
    }

    /// <summary>Points of one style.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and heights differ.</exception>
    public Markers Markers(double[] xs, double[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        Added(new Markers(Zip(xs, ys)) { MarkerShape = shape, MarkerSize = size, Color = color ?? GetNextColor() });

    /// <summary>A straight line.</summary>
    public LinePlot Line(double x1, double y1, double x2, double y2) =>
        Added(new LinePlot { Start = new(x1, y1), End = new(x2, y2), Color = GetNextColor() });

    /// <summary>Bars.</summary>
    public BarPlot Bars(Bar[] bars) => Bars(bars.ToList());

    /// <summary>Bars.</summary>
    public BarPlot Bars(List<Bar> bars) => Added(new BarPlot(bars));

    /// <summary>Bars at positions.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and values differ.</exception>
    public BarPlot Bars(IEnumerable<double> positions, IEnumerable<double> values)
    {
        var color = GetNextColor();
        return Bars(Zip([.. positions], [.. values]).Select(place => new Bar { Position = place.X, Value = place.Y, FillColor = color }).ToList());
    }

    /// <summary>The area between two curves.</summary>
    /// <exception cref="ArgumentException">The numbers of positions and heights differ.</exception>
    public FillY FillY(double[] xs, double[] ys1, double[] ys2) => Added(new FillY(xs, ys1, ys2) { FillColor = GetNextColor().WithAlpha(.2) });

    /// <summary>Upright intervals around points.</summary>
    public ErrorBar ErrorBar(IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double> yErrors) =>
        Added(new ErrorBar(xs, ys, null, null, yErrors, yErrors) { Color = GetNextColor() });

    /// <summary>Cells whose colours stand for numbers, the first row the highest.</summary>
    public Heatmap Heatmap(double[,] intensities) => Added(new Heatmap(intensities));

    /// <summary>The colours of a heat map with their numbers.</summary>
    public ColorBar ColorBar(IHasColorAxis source, Edge edge = Edge.Right)
    {
        var bar = new ColorBar(source, edge);
        _plot.Axes.AddPanel(bar);
        return bar;
    }

    /// <summary>A filled area.</summary>
    public Polygon Polygon(Coordinates[] coordinates) => Added(new Polygon(coordinates) { FillColor = GetNextColor().WithAlpha(.5) });

    /// <summary>A text.</summary>
    public Text Text(string text, double x, double y) => Added(new Text { LabelText = text, Location = new(x, y), LabelFontColor = GetNextColor() });

    /// <summary>A level line through the whole data area.</summary>
    public HorizontalLine HorizontalLine(double y, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new HorizontalLine { Y = y, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    /// <summary>An upright line through the whole data area.</summary>
    public VerticalLine VerticalLine(double x, float width = 2, Color? color = null, LinePattern pattern = default) =>
        Added(new VerticalLine { X = x, LineWidth = width, Color = color ?? GetNextColor(), LinePattern = pattern });

    /// <summary>Adds anything.</summary>
    public IPlottable Plottable(IPlottable plottable) => Added(plottable);

    private T Added<T>(T plottable)
        where T : IPlottable
    {
        _plot.PlottableList.Add(plottable);
        return plottable;
    }

    private static Coordinates[] Zip(double[] xs, double[] ys)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentNullException.ThrowIfNull(ys);
        if (xs.Length != ys.Length)
            throw new ArgumentException($"Points need a height for each position; found {xs.Length} positions and {ys.Length} heights.", nameof(ys));
        return [.. xs.Zip(ys, (x, y) => new Coordinates(x, y))];
    }
}
