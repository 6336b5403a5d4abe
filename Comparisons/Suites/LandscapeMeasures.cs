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

    /// <summary>Spearman's correlation of what each update recorded and the update's number: below 0 where it falls.</summary>
    public static Measure OverTime(string metric) => new($"correlation of {metric} and update", "Spearman's", result =>
    {
        var values = Values(result, metric);
        return values.Count < 3 ? null : Pearson([.. Ranks.Of(values)], [.. Enumerable.Range(0, values.Count).Select(i => (double)i)]);
    });

    /// <summary>
    /// The share of updates whose loss is a spike that a plot shows: more than three times the median of the fifty updates about it, and
    /// 0.05 nats above it.
    /// </summary>
    public static Measure Spikes { get; } = new("spikes of the loss of batches", "share of updates", result =>
    {
        var losses = Values(result, StepDiagnostic.BatchLoss);
        return losses.Count <= 2 * Window ? null : Enumerable.Range(Window, losses.Count - (2 * Window)).Average(i =>
        {
            var median = Median([.. losses.Skip(i - Window).Take((2 * Window) + 1)]);
            return losses[i] > 3 * median && losses[i] > median + 0.05 ? 1.0 : 0;
        });
    });

    /// <summary>A metric after an early epoch: how quickly it gets better.</summary>
    public static Measure After(int epoch, string split, string metric) => new(
        $"{split} {metric} of epoch {epoch}", metric, result =>
            Measure.Curve(result, split, metric).Where(point => point.Epoch == epoch).Select(point => (double?)point.Value)
                .FirstOrDefault());

    /// <summary>
    /// The first update up to which the loss of the batches, a mean over some of them, has come down to a value that is the same for all
    /// learners; where it never does, one more than the most updates that a training has.
    /// </summary>
    public static Measure UpdatesToReach(double loss, int mostUpdates) => new(
        FormattableString.Invariant($"updates until the loss of batches is at most {loss}"), "updates", result =>
    {
        var losses = result.History.Where(point => point.Metric == StepDiagnostic.BatchLoss).ToList();
        var first = losses.FindIndex(point => point.Value <= loss);
        return losses.Count == 0 ? null : first < 0 ? mostUpdates + 1 : losses[first].Iteration;
    });

    /// <summary>How far the accuracy drops between the two networks, below the worse of them.</summary>
    public static Measure Barrier(string split) => new($"drop of {split} accuracy between the networks", $"share of {split} rows", result =>
    {
        var (alphas, accuracies) = Between(result, split);
        if (alphas.Count == 0)
            return null;
        double Near(double alpha) => accuracies[alphas.Select((value, i) => (Math.Abs(value - alpha), i)).Min().i];
        return Math.Min(Near(0), Near(1)) - alphas.Zip(accuracies).Where(pair => pair.First is > 0 and < 1).Min(pair => pair.Second);
    });

    /// <summary>
    /// The largest rise of the accuracy from one network between the two to the next, of which there is one for each 0.06 of the way.
    /// </summary>
    public static Measure SharpestRise(string split) => new(
        $"sharpest rise of {split} accuracy between the networks", $"share of {split} rows", result =>
    {
        var (alphas, accuracies) = Between(result, split);
        return alphas.Count < 2 ? null : Enumerable.Range(1, alphas.Count - 1).Where(i => alphas[i - 1] >= 0 && alphas[i - 1] < 1)
            .Max(i => accuracies[i] - accuracies[i - 1]);
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

    /// <summary>
    /// Whether the Hessian has no negative eigenvalue where the gradient is near 0 (see <see cref="CriticalLoss"/>): 1 for a minimum, else
    /// 0.
    /// </summary>
    public static Measure IsMinimum { get; } = new("share of runs in a minimum where the gradient is near 0", "share of runs", result =>
        Values(result, CriticalPointDiagnostic.CriticalRatio) is [<= NearZero]
            && Values(result, CriticalPointDiagnostic.NegativeShare) is [var negative]
            ? (negative == 0 ? 1 : 0) : null);

    /// <summary>Where on the line through two networks, and the accuracy there.</summary>
    private static (List<double> Alphas, List<double> Accuracies) Between(TrialResult result, string split)
    {
        var alphas = Values(result, InterpolationDiagnostic.Alpha);
        var accuracies = result.History.Where(point => point.Metric == InterpolationDiagnostic.Accuracy && point.Split == split)
            .Select(point => point.Value).ToList();
        return alphas.Count == accuracies.Count ? (alphas, accuracies) : ([], []);
    }

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
