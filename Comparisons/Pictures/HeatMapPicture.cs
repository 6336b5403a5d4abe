using System.Globalization;
using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>A table as colours with its numbers in the cells, such as success by two settings, or a confusion matrix.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What columns are.</param>
/// <param name="YLabel">What rows are.</param>
/// <param name="ValueLabel">The numbers, with their unit.</param>
/// <param name="Columns">Names of columns.</param>
/// <param name="Rows">Names of rows, the first on top.</param>
/// <param name="Values">The numbers [rows, columns]; NaN for none.</param>
internal sealed record HeatMapPicture(
    string Title, string XLabel, string YLabel, string ValueLabel, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, double[,] Values) : IPicture
{
    private const int MostTexts = 14;

    /// <summary>Format of the numbers in the cells.</summary>
    public string Format { get; init; } = "0.000";

    /// <summary>A confusion matrix: rows are true classes, columns predicted ones, numbers are rows of data.</summary>
    public static HeatMapPicture Confusion(string title, IReadOnlyList<string> classes, double[,] counts) =>
        new(title, "predicted class", "true class", "number of rows", classes, classes, counts) { Format = "0" };

    public int Width => 520;

    public int Height => 130 + Math.Clamp(34 * Rows.Count, 120, 420);

    public Plot Draw(PictureTheme theme)
    {
        var plot = theme.Start(Title, XLabel, YLabel);
        int rows = Rows.Count, columns = Columns.Count;
        var map = plot.Add.Heatmap(Values);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.NaNCellColor = theme.Grid;
        map.Position = new(-0.5, columns - 0.5, -0.5, rows - 0.5);
        var range = map.GetRange();
        if (rows <= 2 * MostTexts && columns <= MostTexts)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    double value = Values[row, column];
                    var text = plot.Add.Text(double.IsNaN(value) ? "–" : value.ToString(Format, CultureInfo.InvariantCulture), column, rows - 1 - row);
                    text.LabelFontColor = double.IsNaN(value) ? theme.Ink : range.Normalize(value, clamp: true) > 0.6 ? Colors.Black : Colors.White;
                    text.LabelFontSize = columns > 8 ? 11 : 13;
                    text.LabelAlignment = Alignment.MiddleCenter;
                }
            }
        }

        var bar = plot.Add.ColorBar(map);
        bar.Width = 18;
        bar.Label = ValueLabel;
        bar.LabelStyle.FontSize = 13;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.ForeColor = theme.Ink;
        bar.Axis.TickLabelStyle.ForeColor = theme.Ink;
        bar.Axis.TickLabelStyle.FontSize = 12;
        bar.Axis.MajorTickStyle.Color = theme.Ink;
        bar.Axis.FrameLineStyle.Color = theme.Ink;
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, columns).Select(i => (double)i)], [.. Columns]);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, rows).Select(i => (double)(rows - 1 - i))], [.. Rows]);
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, columns - 0.5, -0.5, rows - 0.5);
        return plot;
    }
}
