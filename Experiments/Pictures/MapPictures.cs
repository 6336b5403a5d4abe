using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// A table as colours with its numbers in the cells, where they have room, such as success by two settings, or a confusion matrix.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What columns are.</param>
/// <param name="YLabel">What rows are.</param>
/// <param name="ValueLabel">The numbers, with their unit.</param>
/// <param name="Columns">Names of columns.</param>
/// <param name="Rows">Names of rows, the first on top.</param>
/// <param name="Values">The numbers [rows, columns]; NaN for none.</param>
public sealed record HeatMapPicture(
    string Title, string XLabel, string YLabel, string ValueLabel, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows,
        double[,] Values) : IPicture
{
    private const int MostTexts = 1_000;
    private const double WhiteBelow = 0.45; // of the colours from dark to light: where black and white are equally far from them
    private const int LongestColumnName = 160; // pixels upwards
    private static readonly float[] TextSizes = [13, 12, 11, 10];

    /// <summary>Format of the numbers in the cells.</summary>
    public string Format { get; init; } = "0.000";

    /// <summary>The least difference between the ends of the colours, so that small ones do not look large.</summary>
    public double LeastSpan { get; init; }

    /// <summary>A confusion matrix: rows are true classes, columns predicted ones, numbers are rows of data.</summary>
    public static HeatMapPicture Confusion(string title, IReadOnlyList<string> classes, double[,] counts) =>
        new(title, "predicted class", "true class", "number of rows", classes, classes, counts) { Format = "0" };

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        int rows = Rows.Count, columns = Columns.Count;
        var names = PictureDrawing.WrapNames(Rows, width);
        var row = Math.Max(names.Max(name => PictureFont.HeightOf(name, PictureDrawing.TextSize)) + 2, rows > 12 ? 0 : 34);
        var height = (int)Math.Max(rows * row, 120);
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, height);
        var plot = drawing.Plot;
        var finite = Values.Cast<double>().Where(double.IsFinite).ToList();
        var range = RangeOf(finite);
        if (finite.Count > 0)
        {
            var map = MapCells.Add(plot, Values, new(-0.5, columns - 0.5, -0.5, rows - 0.5));
            map.Colormap = new ScottPlot.Colormaps.Viridis();
            map.NaNCellColor = theme.Grid;
            map.ManualRange = range;
            AddColorBar(plot, map, theme, height);
        }

        var texts = new List<Text>();
        for (var i = 0; i < rows && rows * columns <= MostTexts; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var value = Values[i, j];
                var text = drawing.AddText(
                    double.IsNaN(value) ? "–" : value.ToString(Format, CultureInfo.InvariantCulture), j, rows - 1 - i,
                    Alignment.MiddleCenter);
                text.LabelFontColor = double.IsNaN(value) ? theme.Ink : range.Normalize(value, clamp: true) > WhiteBelow ? Colors.Black
                    : Colors.White;
                texts.Add(text);
            }
        }

        drawing.NameLeft([.. Enumerable.Range(0, rows).Select(i => (double)(rows - 1 - i))], names);
        drawing.Say("Columns", Columns);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, columns - 0.5, -0.5, rows - 0.5);
        drawing.Fit = area =>
        {
            NameColumns(plot.Axes.Bottom, area.Width / columns);
            FitTexts(texts, (area.Width / columns) - 4, (area.Height / rows) - 1);
        };
        drawing.Fit(new(0, width / 2f, height, 0)); // a first guess, until the room for the names is known
        return drawing;
    }

    private ScottPlot.Range RangeOf(List<double> finite)
    {
        if (finite.Count == 0)
            return new(0, 1);
        double low = finite.Min(), high = finite.Max(), missing = LeastSpan - (high - low);
        return missing > 0 ? new(low - (missing / 2), high + (missing / 2)) : new(low, high > low ? high : low + 1);
    }

    private void AddColorBar(Plot plot, Heatmap map, PictureTheme theme, int height)
    {
        var bar = plot.Add.ColorBar(map);
        bar.Width = 18;
        bar.Label = WrappedText.Even(ValueLabel, height, PictureDrawing.TextSize);
        bar.LabelStyle.FontSize = PictureDrawing.TextSize;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.ForeColor = theme.Ink;
        bar.Axis.TickLabelStyle.ForeColor = theme.Ink;
        bar.Axis.TickLabelStyle.FontSize = PictureDrawing.TextSize;
        bar.Axis.MajorTickStyle.Color = theme.Ink;
        bar.Axis.FrameLineStyle.Color = theme.Ink;
        bar.Axis.TickLabelStyle.OffsetY = PictureFont.AboveMiddle(PictureDrawing.TextSize);
        PictureDrawing.KeepApart(bar.Axis);
    }

    /// <summary>
    /// Names of columns below them, upright where they are too wide, and only some where even these would cover each other.
    /// </summary>
    private void NameColumns(IXAxis axis, float cell)
    {
        var upright = Columns.Max(name => PictureFont.WidthOf(name, PictureDrawing.TextSize)) > cell - 4;
        var names = Columns.Select(name => upright ? WrappedText.Of(name, LongestColumnName, PictureDrawing.TextSize) : name).ToList();
        var every = upright ? Math.Max(1, (int)Math.Ceiling(names.Max(name => PictureFont.HeightOf(name, PictureDrawing.TextSize)) / cell))
            : 1;
        var named = Enumerable.Range(0, names.Count).Where(i => i % every == 0).ToList();
        axis.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. named.Select(i => (double)i)], [.. named.Select(i => names[i])]);
        axis.TickLabelStyle.Rotation = upright ? -90 : 0;
        axis.TickLabelStyle.Alignment = upright ? Alignment.MiddleRight : Alignment.UpperCenter;
        // ScottPlot leaves room for the height of a label, also where it is turned.
        axis.MinimumSize = upright ? names.Max(name => PictureFont.WidestOf(name, PictureDrawing.TextSize))
            + PictureFont.HeightOf(axis.Label.Text, PictureDrawing.LabelSize) + 20 : 0;
    }

    /// <summary>The largest size in which every number fits into its cell; none where there is no such size.</summary>
    private static void FitTexts(List<Text> texts, float width, float height)
    {
        var size = TextSizes.FirstOrDefault(
            size => texts.All(
                text => PictureFont.WidthOf(text.LabelText, size) <= width && PictureFont.HeightOf(text.LabelText, size) <= height));
        foreach (var text in texts)
        {
            text.IsVisible = size > 0;
            text.LabelFontSize = size;
        }
    }
}

/// <summary>Which class a classifier names at each place of a plane.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Limits">What the grid covers: left, right, bottom, top.</param>
/// <param name="Classes">The class of each place [rows, columns], from 0, the first row on top.</param>
public sealed record DecisionMapPicture(
    string Title, string XLabel, string YLabel, (double Left, double Right, double Bottom, double Top) Limits, int[,] Classes) : IPicture
{
    private const int PlotHeight = 330;

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        int rows = Classes.GetLength(0), columns = Classes.GetLength(1);
        var count = Classes.Cast<int>().DefaultIfEmpty(0).Max() + 1;
        var values = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row, column] = (Classes[row, column] + 0.5) / count;
        }

        var map = MapCells.Add(plot, values, new(Limits.Left, Limits.Right, Limits.Bottom, Limits.Top));
        map.Colormap = new ScottPlot.Colormaps.Custom([.. Enumerable.Range(0, count).Select(i => ClassColor(theme, i))], smooth: false);
        map.ManualRange = new(0, 1);
        plot.HideGrid();
        plot.Axes.SetLimits(Limits.Left, Limits.Right, Limits.Bottom, Limits.Top);
        return drawing;
    }

    /// <summary>The series' colours, then the same lighter and darker: neighbours on a map of many classes stay apart.</summary>
    private static Color ClassColor(PictureTheme theme, int index)
    {
        var color = theme.Of(index);
        return (index / theme.SeriesCount % 5) switch
        {
            0 => color,
            1 => color.MixedWith(Colors.White, 0.45),
            2 => color.MixedWith(Colors.Black, 0.4),
            3 => color.MixedWith(Colors.White, 0.7),
            _ => color.MixedWith(Colors.Black, 0.65),
        };
    }
}

/// <summary>A table as coloured cells that fill a rectangle of the plotted area.</summary>
internal static class MapCells
{
    /// <summary>
    /// Adds it. ScottPlot takes the centres of the outermost cells for a map's place, which one row or column alone does not have: it is
    /// drawn as two that are equal.
    /// </summary>
    /// <param name="plot">The plot.</param>
    /// <param name="values">The numbers [rows, columns], the first row on top; NaN for none, but at least one that is finite.</param>
    /// <param name="place">What the cells fill.</param>
    public static Heatmap Add(Plot plot, double[,] values, CoordinateRect place)
    {
        int rows = Math.Max(2, values.GetLength(0)), columns = Math.Max(2, values.GetLength(1));
        var cells = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var value = values[Math.Min(row, values.GetLength(0) - 1), Math.Min(column, values.GetLength(1) - 1)];
                cells[row, column] = double.IsFinite(value) ? value : double.NaN;
            }
        }

        var map = plot.Add.Heatmap(cells);
        double x = place.Width / columns / 2, y = place.Height / rows / 2;
        map.Position = new(place.Left + x, place.Right - x, place.Bottom + y, place.Top - y);
        return map;
    }
}
