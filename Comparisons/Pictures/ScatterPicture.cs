namespace MlPipelines.Comparisons.Pictures;

/// <summary>Points of several groups.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Groups">The groups.</param>
internal sealed record ScatterPicture(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Groups) : IPicture
{
    private const int PlotHeight = 280;

    /// <summary>How positions lie on the lower axis.</summary>
    public AxisScale XScale { get; init; } = AxisScale.Linear;

    /// <summary>How heights lie on the left axis.</summary>
    public AxisScale YScale { get; init; } = AxisScale.Linear;

    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        foreach (var (i, group) in Groups.Index())
        {
            var points = plot.Add.Markers(XScale.Places(group.X), YScale.Places(group.Y), PictureTheme.Shape(i), 7, theme.Of(i).WithAlpha(0.8));
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
