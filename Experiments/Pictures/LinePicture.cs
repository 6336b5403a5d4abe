namespace MlPipelines.Experiments.Pictures;

/// <summary>Curves, with bands where their spread is known; few points have markers.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The lower axis, with its unit.</param>
/// <param name="YLabel">The left axis, with its unit.</param>
/// <param name="Curves">The curves.</param>
public sealed record LinePicture(string Title, string XLabel, string YLabel, IReadOnlyList<Series> Curves) : IPicture
{
    private const int PlotHeight = 280;
    private const int MostMarkers = 25;
    private const int MostPoints = 400; // about a point for each pixel

    /// <summary>How positions lie on the lower axis.</summary>
    public AxisScale XScale { get; init; } = AxisScale.Linear;

    /// <summary>How heights lie on the left axis.</summary>
    public AxisScale YScale { get; init; } = AxisScale.Linear;

    /// <summary>Whether positions are whole numbers, so that ticks are, too.</summary>
    public bool HasWholeX { get; init; }

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, XLabel, YLabel, PlotHeight);
        var plot = drawing.Plot;
        var curves = Curves.Select(curve => curve.Thinned(MostPoints)).ToList();
        foreach (var (i, curve) in curves.Index().Where(pair => pair.Item is { Low: not null, High: not null }))
        {
            var places = Enumerable.Range(0, curve.X.Count)
                .Select(k => (X: XScale.Place(curve.X[k]), Low: YScale.Place(curve.Low![k]), High: YScale.Place(curve.High![k]))).ToList();
            for (int start = 0, end; start < places.Count; start = end + 1) // where it is not known, the band has a gap, as the curve has
            {
                for (end = start; end < places.Count && double.IsFinite(places[end].X) && double.IsFinite(places[end].Low)
                    && double.IsFinite(places[end].High);)
                {
                    end++;
                }

                if (end - start < 2)
                    continue;
                var known = places[start..end];
                var band = plot.Add.FillY([.. known.Select(p => p.X)], [.. known.Select(p => p.Low)], [.. known.Select(p => p.High)]);
                band.FillColor = theme.Of(i).WithAlpha(0.2);
                band.LineWidth = 0;
            }
        }

        foreach (var (i, curve) in curves.Index())
        {
            var line = plot.Add.Scatter(XScale.Places(curve.X), YScale.Places(curve.Y), theme.Of(i));
            line.LineWidth = 2;
            line.LinePattern = theme.Pattern(i);
            line.MarkerShape = PictureTheme.Shape(i);
            line.MarkerSize = curve.X.Count <= MostMarkers ? 7 : 0;
            line.LegendText = curve.Name;
        }

        drawing.AutoScale();
        XScale.SetTicks(plot.Axes.Bottom);
        if (HasWholeX && plot.Axes.Bottom.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic automatic)
            automatic.IntegerTicksOnly = true;
        YScale.SetTicks(plot.Axes.Left);
        if (Curves.Count > 1)
            drawing.ShowLegend();
        return drawing;
    }
}

/// <summary>One curve, with a band around it where its spread is known.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Heights; NaN leaves a gap.</param>
/// <param name="Low">Lower edge of the band, or null.</param>
/// <param name="High">Upper edge of the band, or null.</param>
public sealed record Series(
    string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Low = null, IReadOnlyList<double>? High = null)
{
    /// <summary>
    /// The curve with at most so many points, where it has more: of each of as many neighbourhoods the first, the lowest and the highest,
    /// so that what it looks like stays, spikes too. A thousand times as many points as pixels make a picture large, not finer.
    /// </summary>
    /// <param name="most">The most points, at least 6.</param>
    public Series Thinned(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 6);
        if (X.Count <= most)
            return this;
        var parts = (most - 1) / 3;
        var kept = new SortedSet<int> { X.Count - 1 };
        for (var part = 0; part < parts; part++)
        {
            int start = (int)((long)X.Count * part / parts), end = (int)((long)X.Count * (part + 1) / parts);
            var heights = Enumerable.Range(start, end - start);
            kept.UnionWith([start, heights.MinBy(i => Y[i]), heights.MaxBy(i => Y[i])]);
        }

        return this with { X = Take(X), Y = Take(Y), Low = Low is null ? null : Take(Low), High = High is null ? null : Take(High) };

        double[] Take(IReadOnlyList<double> values) => [.. kept.Select(i => values[i])];
    }
}
