using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Claims;

/// <summary>A figure of one trial, with a name: what claims and pictures are about.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Of">The figure; null where the trial does not have it.</param>
public sealed record Measure(string Name, string Unit, Func<TrialResult, double?> Of)
{
    /// <summary>Seconds that the fit took, without the evaluation of monitored splits along the way.</summary>
    public static Measure FitSeconds { get; } = new("fit time", "s", result => result.FitSeconds);

    /// <summary>Seconds that the fit took with the evaluation of monitored splits along the way.</summary>
    public static Measure FitAndMonitorSeconds { get; } = new("fit time with validation", "s", result => result.FitSeconds + result.MonitorSeconds);

    /// <summary>Trained values.</summary>
    public static Measure Parameters { get; } = new("parameters", "weights and biases", result => result.Parameters);

    /// <summary>Updates in an epoch.</summary>
    public static Measure IterationsPerEpoch { get; } = new("iterations per epoch", "updates", result =>
        result.History.LastOrDefault(point => point is { Epoch: > 0, Metric: "loss" }) is { Epoch: > 0 } last ? (double)last.Iteration / last.Epoch : null);

    /// <summary>The mean squared error after training.</summary>
    public static Measure SquaredError(string split) => new($"{split} squared error", "mean, in squared units of the target", result => result.Find(split, Pipelines.Metrics.Metric.Rmse) is { } root ? root * root : null);

    /// <summary>The natural logarithm of a figure: a difference of two is the logarithm of their ratio.</summary>
    /// <param name="measure">The figure.</param>
    /// <param name="least">Smaller figures count as this, so that 0 has a logarithm; 0 for none, and then only figures above 0 have one.</param>
    public static Measure LogarithmOf(Measure measure, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(measure);
        string name = least > 0 ? FormattableString.Invariant($"logarithm of {measure.Name}, {least} and less counting as {least}") : $"logarithm of {measure.Name}";
        return new(name, $"ln({measure.Unit})", result => measure.Of(result) is { } value && Math.Max(value, least) is > 0 and var counted ? Math.Log(counted) : null);
    }

    /// <summary>A metric after training.</summary>
    public static Measure Metric(string split, string metric) => new($"{split} {metric}", UnitOf(metric, split), result => result.Find(split, metric));

    /// <summary>How much a metric is higher on training rows than on others: the gap of over-fitting, for accuracies.</summary>
    public static Measure Gap(string split, string metric) =>
        new($"{metric} gap, train less {split}", UnitOf(metric, split), result => result.Find(Split.Train, metric) - result.Find(split, metric));

    /// <summary>The epoch of a curve's lowest point, the first of several.</summary>
    public static Measure LowestEpoch(string split, string metric) => new($"epoch of the lowest {split} {metric}", "epochs", result =>
        Curve(result, split, metric) is { Count: > 0 } curve ? curve.MinBy(point => point.Value).Epoch : null);

    /// <summary>The highest value of a curve.</summary>
    public static Measure Highest(string split, string metric) => new($"highest {split} {metric}", UnitOf(metric, split), result =>
        Curve(result, split, metric) is { Count: > 0 } curve ? curve.Max(point => point.Value) : null);

    /// <summary>How far a curve ends above its lowest point.</summary>
    public static Measure RiseFromLowest(string split, string metric) => new($"rise of {split} {metric} after its lowest point", UnitOf(metric, split), result =>
        Curve(result, split, metric) is { Count: > 0 } curve ? curve[^1].Value - curve.Min(point => point.Value) : null);

    /// <summary>Mean change between neighbouring epochs, without its sign, over the second half of a curve: how much it fluctuates.</summary>
    public static Measure Fluctuation(string split, string metric) => new($"fluctuation of {split} {metric}", UnitOf(metric, split), result =>
    {
        var curve = Curve(result, split, metric);
        var half = curve.Skip(curve.Count / 2).ToList();
        return half.Count < 2 ? null : half.Zip(half.Skip(1), (a, b) => Math.Abs(b.Value - a.Value)).Average();
    });

    /// <summary>The share of epochs whose value is lower than that of the epoch before: how steadily a curve falls.</summary>
    public static Measure ShareOfFalls(string split, string metric) => new($"share of epochs in which {split} {metric} falls", "share of epochs", result =>
    {
        var curve = Curve(result, split, metric);
        return curve.Count < 2 ? null : curve.Zip(curve.Skip(1), (a, b) => b.Value < a.Value ? 1.0 : 0).Average();
    });

    /// <summary>A figure that a training recorded once, beside its history.</summary>
    /// <param name="metric">The metric in the history.</param>
    /// <param name="name">What it is, in words.</param>
    /// <param name="unit">Its unit.</param>
    public static Measure Recorded(string metric, string name, string unit) => new(name, unit, result =>
        result.History.Where(point => point.Metric == metric).Select(point => (double?)point.Value).LastOrDefault());

    /// <summary>The first epoch from which on a curve stays below a share of its first value, which is the curve's own; where it never does, one more than the most epochs that a training has.</summary>
    public static Measure EpochsUntil(double share, string split, string metric, int mostEpochs) => new(
        FormattableString.Invariant($"epochs until {split} {metric} stays below {share} of its first value"), "epochs", result =>
        {
            var curve = Curve(result, split, metric);
            int above = curve.FindLastIndex(point => point.Value >= share * curve[0].Value);
            return curve.Count < 2 ? null : above == curve.Count - 1 ? mostEpochs + 1 : curve[above + 1].Epoch;
        });

    /// <summary>A metric by epoch, the last value in each; without values that are not finite.</summary>
    internal static List<(int Epoch, double Value)> Curve(TrialResult result, string split, string metric) =>
        [.. result.History.Where(point => point.Split == split && point.Metric == metric && double.IsFinite(point.Value))
            .GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key).Select(epoch => (epoch.Key, epoch.Last().Value))];

    private static string UnitOf(string metric, string split) => metric switch
    {
        Pipelines.Metrics.Metric.Accuracy or Pipelines.Metrics.Metric.MacroAccuracy => $"share of {split} rows",
        Pipelines.Metrics.Metric.LogLoss => "nats",
        _ => metric,
    };
}
