using ScottPlot;

namespace MlPipelines.Experiments.Pictures;

/// <summary>Points of several groups.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Groups">The groups.</param>
public sealed record ScatterPicture(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Groups) : IPicture
{
    private const int PlotHeight = 280;

    /// <summary>How positions lie on the lower axis.</summary>
    public AxisScale XScale { get; init; } = AxisScale.Linear;

    /// <summary>How heights lie on the left axis.</summary>
    public AxisScale YScale { get; init; } = AxisScale.Linear;

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        foreach (var (i, group) in Groups.Index())
        {
            var points = plot.Add.Markers(
                XScale.Places(group.X), YScale.Places(group.Y), PictureTheme.Shape(i), 7, theme.Of(i).WithAlpha(0.8));
            points.LegendText = group.Name;
        }

        drawing.AutoScale();
        XScale.SetTicks(plot.Axes.Bottom);
        YScale.SetTicks(plot.Axes.Left);
        if (Groups.Count > 1)
            drawing.ShowLegend();
        return drawing;
    }
}

/// <summary>Samples of a function of one number, and curves that were fitted to them.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Curves">The curves.</param>
public sealed record FitPicture(string Title, string XLabel, string YLabel, Series Samples, IReadOnlyList<Series> Curves) : IPicture
{
    private const int PlotHeight = 300;

    /// <inheritdoc/>
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

/// <summary>
/// Paths in a plane, such as weights in training on their two principal components: a ring where each begins, a square where it ends.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Paths">The paths, in time order.</param>
public sealed record PathPicture(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Paths) : IPicture
{
    private const int PlotHeight = 330;

    /// <inheritdoc/>
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
