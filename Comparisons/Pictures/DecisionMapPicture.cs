using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Which class a classifier names at each place of a plane.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Limits">What the grid covers: left, right, bottom, top.</param>
/// <param name="Classes">The class of each place [rows, columns], from 0, the first row on top.</param>
internal sealed record DecisionMapPicture(string Title, string XLabel, string YLabel, (double Left, double Right, double Bottom, double Top) Limits, int[,] Classes) : IPicture
{
    private const int PlotHeight = 330;

    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        int rows = Classes.GetLength(0), columns = Classes.GetLength(1);
        int count = Classes.Cast<int>().DefaultIfEmpty(0).Max() + 1;
        var values = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
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
