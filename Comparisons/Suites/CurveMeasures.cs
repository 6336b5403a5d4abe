using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>
/// Figures of a curve of losses, as the claims of reports 000 and 003 need them. They differ from run to run even where every run falls in
/// every epoch.
/// </summary>
internal static class CurveMeasures
{
    /// <summary>
    /// How much of its fall over the first half of a training a loss falls over the second half: about 1 where it falls slowly and goes on
    /// so, 0 where it is stuck. 1, too, where it does not fall at first.
    /// </summary>
    public static Measure LateShareOfFall(string split) => new(
        $"fall of {split} loss in the second half by that in the first", "share", result =>
    {
        var curve = Measure.Curve(result, split, Metric.Loss);
        if (curve.Count < 3)
            return null;
        var middle = curve[(curve.Count - 1) / 2].Value;
        return middle < curve[0].Value ? (middle - curve[^1].Value) / (curve[0].Value - middle) : 1;
    });

    /// <summary>The first epoch whose loss is at most so far above the lowest of the whole training.</summary>
    public static Measure EpochsToNear(double distance, string split) => new(
        FormattableString.Invariant($"epochs until {split} loss is within {distance} of its lowest"), "epochs", result =>
    {
        var curve = Measure.Curve(result, split, Metric.Loss);
        return curve.Count == 0 ? null
            : curve.First(point => point.Value <= curve.Min(other => other.Value) + distance).Epoch;
    });

    /// <summary>The last epoch of a training.</summary>
    public static Measure LastEpoch(string split) => new("epochs trained", "epochs", result =>
        Measure.Curve(result, split, Metric.Loss) is { Count: > 0 } curve ? curve[^1].Epoch : null);

    /// <summary>The highest value of a metric over the second half of a training less the lowest.</summary>
    public static Measure LateRange(string split, string metric) => new(
        $"highest less lowest {split} {metric} of the second half", metric, result =>
    {
        var values = Measure.Curve(result, split, metric).Select(point => point.Value).ToList();
        var half = values.GetRange(values.Count / 2, values.Count - (values.Count / 2));
        return half.Count < 2 ? null : half.Max() - half.Min();
    });

    /// <summary>
    /// How unsteadily a metric changes over the second half of a training: the mean difference, without its sign, of neighbouring changes.
    /// It is 0 for a loss that falls by the same amount in each epoch.
    /// </summary>
    public static Measure Unsteadiness(string split, string metric = Metric.Loss) => new(
        $"unsteadiness of {split} {metric}", metric, result =>
    {
        var values = Measure.Curve(result, split, metric).Select(point => point.Value).ToList();
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
