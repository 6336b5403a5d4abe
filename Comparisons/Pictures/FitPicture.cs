using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Samples of a function of one number, and curves that were fitted to them.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Curves">The curves.</param>
internal sealed record FitPicture(string Title, string XLabel, string YLabel, Series Samples, IReadOnlyList<Series> Curves) : IPicture
{
    private const int PlotHeight = 300;

    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        var samples = plot.Add.Markers(Samples.X.ToArray(), Samples.Y.ToArray(), MarkerShape.FilledCircle, 5, theme.Ink.WithAlpha(0.4));
        samples.LegendText = Samples.Name;
        foreach (var (i, curve) in Curves.Index())
        {
            var line = plot.Add.Scatter(curve.X.ToArray(), curve.Y.ToArray(), theme.Of(i));
            line.LineWidth = 2.5f;
            line.LinePattern = i == 0 ? LinePattern.Solid : i % 2 == 1 ? LinePattern.DenselyDashed : LinePattern.Dotted;
            line.MarkerSize = 0;
            line.LegendText = curve.Name;
        }

        drawing.AutoScale();
        drawing.ShowLegend();
        return drawing;
    }
}
