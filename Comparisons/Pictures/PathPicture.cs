using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Paths in a plane, such as weights in training on their two principal components: a ring where each begins, a square where it ends.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Paths">The paths, in time order.</param>
internal sealed record PathPicture(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Paths) : IPicture
{
    private const int PlotHeight = 330;

    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        foreach (var (i, path) in Paths.Index())
        {
            var line = plot.Add.Scatter(path.X.ToArray(), path.Y.ToArray(), theme.Of(i));
            line.LineWidth = 1.5f;
            line.LinePattern = theme.Pattern(i);
            line.MarkerSize = 3;
            line.LegendText = path.Name;
            var begin = plot.Add.Markers(new[] { path.X[0] }, new[] { path.Y[0] }, MarkerShape.OpenCircle, 11, theme.Of(i));
            begin.MarkerStyle.LineWidth = 2;
            plot.Add.Markers(new[] { path.X[^1] }, new[] { path.Y[^1] }, MarkerShape.FilledSquare, 10, theme.Of(i));
        }

        drawing.AutoScale();
        drawing.ShowLegend();
        return drawing;
    }
}
