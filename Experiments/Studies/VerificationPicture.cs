using MlPipelines.Experiments.Pictures;
using MlPipelines.Numerics.Verification;
using ScottPlot;

namespace MlPipelines.Experiments.Studies;

/// <summary>
/// The errors of tests against their steps, both axes logarithmic: those of first order fall with the slope 1, those of second order with
/// the slope 2, down to rounding. Curves of a gradient that is wrong are thick, dark and named.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Results">The results.</param>
/// <param name="Test">Which curve of a result; null for none.</param>
public sealed record VerificationPicture(
    string Title, IReadOnlyList<VerificationResult> Results, Func<VerificationResult, TaylorCurve?> Test) : IPicture
{
    private const int PlotHeight = 330;

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, "step ε", "error", PlotHeight);
        var plot = drawing.Plot;
        var curves = Results.Select(result => (Result: result, Curve: Test(result))).Where(pair => pair.Curve is not null).ToList();
        Draw(plot, theme, curves, 0, "first order: |g(x + εd) − g(x)|", point => point.FirstOrder);
        Draw(plot, theme, curves, 1, "second order: |g(x + εd) − g(x) − ε dᵀ∇g|", point => point.SecondOrder);
        if (curves.Count > 0)
        {
            Guide(plot, theme, 1, curves.Select(pair => (pair.Curve!.Points[0].Step, pair.Curve.Points[0].FirstOrder)));
            Guide(plot, theme, 2, curves.Select(pair => (pair.Curve!.Points[0].Step, pair.Curve.Points[0].SecondOrder)));
        }

        drawing.AutoScale();
        AxisScale.Logarithmic.SetTicks(plot.Axes.Bottom);
        AxisScale.Logarithmic.SetTicks(plot.Axes.Left);
        drawing.ShowLegend();
        return drawing;
    }

    private static void Draw(
        Plot plot, PictureTheme theme, List<(VerificationResult Result, TaylorCurve? Curve)> curves, int order, string words,
        Func<TaylorPoint, double> error)
    {
        var named = false;
        foreach (var (result, curve) in curves)
        {
            var points = curve!.Points.Where(point => error(point) > 0).ToList();
            var line = plot.Add.Scatter(
                AxisScale.Logarithmic.Places(points.Select(point => point.Step)),
                AxisScale.Logarithmic.Places(points.Select(error)),
                result.Passed ? theme.Of(order).WithAlpha(0.5) : theme.Ink);
            line.LineWidth = result.Passed ? 1 : 3;
            line.MarkerSize = 0;
            if (!result.Passed && order == 1)
                line.LegendText = $"WRONG: {result.Name}";
            else if (result.Passed && !named)
                (line.LegendText, named) = (words, true);
        }
    }

    /// <summary>A line of a slope through the middle of where the curves begin, to hold them against.</summary>
    private static void Guide(Plot plot, PictureTheme theme, int slope, IEnumerable<(double Step, double Error)> starts)
    {
        var positive = starts.Where(start => start.Error > 0).OrderBy(start => start.Error).ToList();
        if (positive.Count == 0)
            return;
        var (step, error) = (Math.Log10(positive[positive.Count / 2].Step), Math.Log10(positive[positive.Count / 2].Error));
        const double Decades = 4;
        var line = plot.Add.Line(step, error, step - Decades, error - (slope * Decades));
        line.Color = theme.Ink;
        line.LineWidth = 2;
        line.LinePattern = slope == 1 ? LinePattern.DenselyDashed : LinePattern.Dotted;
        line.LegendText = $"slope {slope}";
    }
}
