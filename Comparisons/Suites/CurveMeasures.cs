using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>
/// Figures of a curve of losses, as the claims of reports 000 and 003 need them. They differ from run to run even where every run falls in
/// every epoch.
/// </summary>
internal static class CurveMeasures
{
    /// <summary>How much a loss falls over the second half of a training: almost nothing where the training is stuck.</summary>
    public static Measure LateFall(string split) => new($"fall of {split} loss over the second half", "loss", result =>
    {
        var curve = Measure.Curve(result, split, Metric.Loss);
        return curve.Count < 3 ? null : curve[(curve.Count - 1) / 2].Value - curve[^1].Value;
    });

    /// <summary>
    /// How unsteadily a loss changes over the second half of a training: the mean difference, without its sign, of neighbouring changes. It
    /// is 0 for a loss that falls by the same amount in each epoch.
    /// </summary>
    public static Measure Unsteadiness(string split) => new($"unsteadiness of {split} loss", "loss", result =>
    {
        var values = Measure.Curve(result, split, Metric.Loss).Select(point => point.Value).ToList();
        var half = values.GetRange(values.Count / 2, values.Count - (values.Count / 2));
        return half.Count < 3 ? null
            : Enumerable.Range(2, half.Count - 2).Average(i => Math.Abs(half[i] - (2 * half[i - 1]) + half[i - 2]));
    });

    /// <summary>
    /// The first epoch in which a regression explains a share of the variance of training rows, which is the same for all learners; where
    /// it never does, one more than the most epochs that a training has.
    /// </summary>
    public static Measure EpochsToExplain(double share, int mostEpochs) => new(
        FormattableString.Invariant($"epochs until {share} of the variance of training rows is explained"), "epochs", result =>
    {
        var curve = Measure.Curve(result, Split.Train, Metric.Loss);
        if (curve.Count == 0 || result.Find(Split.Train, Metric.Rmse) is not { } error || result.Find(Split.Train, Metric.R2) is not { } r2)
            return null;
        var variance = error * error / (1 - r2);
        var reached = curve.Where(point => point.Value <= (1 - share) * variance).Select(point => (int?)point.Epoch).FirstOrDefault();
        return reached ?? mostEpochs + 1;
    });
}
