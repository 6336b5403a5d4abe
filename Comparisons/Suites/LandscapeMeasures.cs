using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Figures of what a training was watched by, as the claims of <see cref="LandscapeSuite"/> need them.</summary>
internal static class LandscapeMeasures
{
    private const int Window = 25; // updates before and behind one, about which a spike is judged
    private const double NearZero = 1e-4; // gradient by parameters
    private const double Spike = 3; // times the median about it

    /// <summary>ln of how many times longer the first five epochs' movements are than the last five's.</summary>
    public static Measure EarlyMovement(string part) => new($"early movement of the {part} weights by the late one", "ln(times)", result =>
    {
        var steps = Values(result, WeightPathDiagnostic.Step(part));
        return steps.Count < 10 ? null : Math.Log(steps.Take(5).Average() / steps.TakeLast(5).Average());
    });

    /// <summary>
    /// How much more an epoch's movement goes on in the direction of the one before for all weights than for the first layer's: the mean
    /// difference of cosines.
    /// </summary>
    public static Measure SmootherThanFirst { get; } = new(
        "smoothness of all weights less that of the first layer's", "cosine between the movements of neighbouring epochs", result =>
    {
        var (all, first) = (Values(result, WeightPathDiagnostic.Turn("all")), Values(result, WeightPathDiagnostic.Turn("first")));
        return all.Count == 0 || first.Count == 0 ? null : all.Average() - first.Average();
    });

    /// <summary>Spearman's correlation of the gradient's norm and the loss over the updates.</summary>
    public static Measure NormWithLoss { get; } = new("correlation of gradient norm and loss", "Spearman's", result =>
    {
        var (norms, losses) = (Values(result, StepDiagnostic.GradientNorm), Values(result, StepDiagnostic.BatchLoss));
        return norms.Count < 3 || norms.Count != losses.Count ? null : Pearson([.. Ranks.Of(norms)], [.. Ranks.Of(losses)]);
    });

    /// <summary>The share of updates whose gradient is more than three times the median of the fifty about it.</summary>
    public static Measure Spikes { get; } = new(
        "spikes of the gradient norm", "share of updates above three times the median about them", result =>
    {
        var norms = Values(result, StepDiagnostic.GradientNorm);
        if (norms.Count <= 2 * Window)
            return null;
        var spikes = Enumerable.Range(Window, norms.Count - (2 * Window))
            .Count(i => norms[i] > Spike * Median([.. norms.Skip(i - Window).Take((2 * Window) + 1)]));
        return (double)spikes / (norms.Count - (2 * Window));
    });

    /// <summary>How far the accuracy drops between the two networks, below the worse of them.</summary>
    public static Measure Barrier(string split) => new($"drop of {split} accuracy between the networks", $"share of {split} rows", result =>
    {
        var alphas = Values(result, InterpolationDiagnostic.Alpha);
        var accuracies = result.History.Where(point => point.Metric == InterpolationDiagnostic.Accuracy && point.Split == split)
            .Select(point => point.Value).ToList();
        if (alphas.Count == 0 || alphas.Count != accuracies.Count)
            return null;
        double Near(double alpha) => accuracies[alphas.Select((value, i) => (Math.Abs(value - alpha), i)).Min().i];
        return Math.Min(Near(0), Near(1)) - alphas.Zip(accuracies).Where(pair => pair.First is > 0 and < 1).Min(pair => pair.Second);
    });

    /// <summary>The mean over rows of the Frobenius norm of the Jacobian of the logits by the inputs.</summary>
    public static Measure Sensitivity { get; } = Measure.Recorded(
        SensitivityDiagnostic.Sensitivity, "sensitivity", "Frobenius norm of the logits' derivative by the inputs");

    /// <summary>
    /// The training loss at the end of the search for a critical point, where it came near one: to a gradient of a ten-thousandth of the
    /// parameters' length.
    /// </summary>
    public static Measure CriticalLoss { get; } = new("training loss where the gradient is near 0", "in variances of the target", result =>
        Values(result, CriticalPointDiagnostic.CriticalRatio) is [<= NearZero]
            && Values(result, CriticalPointDiagnostic.CriticalLoss) is [var loss]
            ? loss : null);

    private static List<double> Values(TrialResult result, string metric) =>
        [.. result.History.Where(point => point.Metric == metric).Select(point => point.Value)];

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var product = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        var size = Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
        return size > 0 ? product / size : 0;
    }
}
