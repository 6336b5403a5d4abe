using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using Metrics = MlPipelines.Pipelines.Metrics.Metric;

namespace MlPipelines.Experiments.Model;

/// <summary>A figure of one trial, with a name: what claims and pictures are about.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Of">The figure; null where the trial does not have it.</param>
public sealed record Measure(string Name, string Unit, Func<TrialResult, double?> Of)
{
    /// <summary>How the figure is found, as data that a file can hold; null for a figure that only code can find.</summary>
    public MeasureForm? Form { get; init; }

    /// <summary>
    /// Whether the lower figure is the better one; null for a figure of which neither is, such as a time or a number of weights, or that
    /// only code can find. It decides what figure stands in for a failed trial.
    /// </summary>
    public bool? LowerIsBetter => Form is null ? null : DirectionOf(Form);

    /// <summary>
    /// Whether the figure follows from the settings alone, so that nothing in it is chance: numbers of weights and of updates.
    /// </summary>
    public bool IsExact => Form?.Kind is "parameters" or "iterations-per-epoch";

    /// <summary>Whether the figure is a time that passed, or its logarithm, which depends on what else the machine does.</summary>
    public bool IsDuration => Form is not null && IsDurationForm(Form);

    /// <summary>The values that the figure can have at all, to which pictures keep their intervals.</summary>
    public (double Least, double Most) Range => Form switch
    {
        { Kind: "metric", Metric: { } metric } => Metrics.RangeOf(metric),
        { Kind: "fit-seconds" or "fit-and-monitor-seconds" or "parameters" or "iterations-per-epoch" or "squared-error" }
            => (0, double.PositiveInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    /// <summary>Whether the figure is a share of the test rows that a learner has right.</summary>
    public bool IsTestAccuracy => Form is { Kind: "metric", Split: Split.Test, Metric: Metrics.Accuracy };

    /// <summary>Seconds that the fit took, without the evaluation of monitored splits along the way.</summary>
    public static Measure FitSeconds { get; } = new("fit time", "s", result => result.FitSeconds) { Form = new("fit-seconds") };

    /// <summary>Seconds that the fit took with the evaluation of monitored splits along the way.</summary>
    public static Measure FitAndMonitorSeconds { get; } =
        new("fit time with validation", "s", result => result.FitSeconds + result.MonitorSeconds) { Form = new("fit-and-monitor-seconds") };

    /// <summary>Trained values.</summary>
    public static Measure Parameters { get; } = new(
        "parameters", "weights and biases", result => result.Parameters)
    { Form = new("parameters") };

    /// <summary>Updates in an epoch.</summary>
    public static Measure IterationsPerEpoch { get; } = new("iterations per epoch", "updates", result =>
        result.History.LastOrDefault(point => point is { Epoch: > 0, Metric: Metrics.Loss }) is { Epoch: > 0 } last
            ? (double)last.Iteration / last.Epoch : null)
    {
        Form = new("iterations-per-epoch"),
    };

    /// <summary>A metric after training.</summary>
    public static Measure Metric(string split, string metric) =>
        new($"{split} {metric}", UnitOf(metric, split), result => result.Find(split, metric)) { Form = new("metric", split, metric) };

    /// <summary>How much a metric is higher on training rows than on others: the gap of over-fitting, for accuracies.</summary>
    public static Measure Gap(string split, string metric) =>
        new(
            $"{metric} gap, train less {split}", UnitOf(metric, split),
            result => result.Find(Split.Train, metric) - result.Find(split, metric))
        {
            Form = new("gap", split, metric),
        };

    /// <summary>The mean squared error after training.</summary>
    public static Measure SquaredError(string split) =>
        new(
            $"{split} squared error", "mean, in squared units of the target",
            result => result.Find(split, Metrics.Rmse) is { } root ? root * root : null)
        {
            Form = new("squared-error", split),
        };

    /// <summary>The natural logarithm of a figure: a difference of two is the logarithm of their ratio.</summary>
    /// <param name="measure">The figure.</param>
    /// <param name="least">Smaller figures count as this, so that 0 has a logarithm; 0 for none, and then only figures above 0 have
    /// one.</param>
    public static Measure LogarithmOf(Measure measure, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var name = least > 0
            ? FormattableString.Invariant($"logarithm of {measure.Name}, {least} and less counting as {least}")
            : $"logarithm of {measure.Name}";
        return new(
            name, $"ln({measure.Unit})",
            result => measure.Of(result) is { } value && Math.Max(value, least) is > 0 and var counted ? Math.Log(counted) : null)
        {
            Form = measure.Form is null ? null : new("logarithm") { Inner = measure.Form, Number = least },
        };
    }

    /// <summary>The epoch of a curve's lowest point, the first of several.</summary>
    public static Measure LowestEpoch(string split, string metric) => OfCurve(
        "lowest-epoch", split, metric, $"epoch of the lowest {split} {metric}", "epochs", curve =>
            curve.Count > 0 ? curve.MinBy(point => point.Value).Epoch : null);

    /// <summary>The highest value of a curve.</summary>
    public static Measure Highest(string split, string metric) => OfCurve(
        "highest", split, metric, $"highest {split} {metric}", UnitOf(metric, split), curve =>
            curve.Count > 0 ? curve.Max(point => point.Value) : null);

    /// <summary>How far a curve ends above its lowest point.</summary>
    public static Measure RiseFromLowest(string split, string metric) => OfCurve(
        "rise-from-lowest", split, metric, $"rise of {split} {metric} after its lowest point", UnitOf(metric, split),
        curve => curve.Count > 0 ? curve[^1].Value - curve.Min(point => point.Value) : null);

    /// <summary>
    /// Mean change between neighbouring epochs, without its sign, over the second half of a curve: how much it fluctuates.
    /// </summary>
    public static Measure Fluctuation(string split, string metric) =>
        OfCurve("fluctuation", split, metric, $"fluctuation of {split} {metric}", UnitOf(metric, split), curve =>
    {
        var half = curve.Skip(curve.Count / 2).ToList();
        return half.Count < 2 ? null : half.Zip(half.Skip(1), (a, b) => Math.Abs(b.Value - a.Value)).Average();
    });

    /// <summary>The share of epochs whose value is lower than that of the epoch before: how steadily a curve falls.</summary>
    public static Measure ShareOfFalls(string split, string metric) => OfCurve(
        "share-of-falls", split, metric, $"share of epochs in which {split} {metric} falls", "share of epochs",
        curve => curve.Count < 2 ? null : curve.Zip(curve.Skip(1), (a, b) => b.Value < a.Value ? 1.0 : 0).Average());

    /// <summary>
    /// The first epoch from which on a curve stays below a share of its first value, which is the curve's own; where it never does, one
    /// more than the most epochs that a training has.
    /// </summary>
    public static Measure EpochsUntil(double share, string split, string metric, int mostEpochs)
    {
        var name = FormattableString.Invariant($"epochs until {split} {metric} stays below {share} of its first value");
        var measure = OfCurve("epochs-until", split, metric, name, "epochs", curve =>
        {
            var above = curve.FindLastIndex(point => point.Value >= share * curve[0].Value);
            return curve.Count < 2 ? null : above == curve.Count - 1 ? mostEpochs + 1 : curve[above + 1].Epoch;
        });
        return measure with { Form = measure.Form! with { Number = share, Most = mostEpochs } };
    }

    /// <summary>
    /// The first epoch in which a curve reaches a value that is the same for all learners: at most it of a loss, at least it of an
    /// accuracy; where it never does, one more than the most epochs that a training has. How quick a learner is.
    /// </summary>
    public static Measure EpochsToReach(double value, string split, string metric, int mostEpochs)
    {
        var sign = IsLoss(metric) ? 1 : -1;
        var name = FormattableString.Invariant($"epochs until {split} {metric} is {(sign > 0 ? "at most" : "at least")} {value}");
        var measure = OfCurve("epochs-to-reach", split, metric, name, "epochs", curve =>
            curve.Count == 0 ? null : curve.FindIndex(point => sign * point.Value <= sign * value) is >= 0 and var first
                ? curve[first].Epoch : mostEpochs + 1);
        return measure with { Form = measure.Form! with { Number = value, Most = mostEpochs } };
    }

    /// <summary>
    /// How much the gap between training rows and others grows over the second half of a training: over-fitting. Of a loss the others' less
    /// that of training rows, of an accuracy the other way round. Both curves must be monitored.
    /// </summary>
    public static Measure GapGrowth(string split, string metric)
    {
        var sign = IsLoss(metric) ? 1 : -1;
        return new($"growth of the {metric} gap, train and {split}, over the second half", UnitOf(metric, split), Grown)
        {
            Form = new("gap-growth", split, metric) { IsOfCurve = true },
        };

        double? Grown(TrialResult result)
        {
            var training = PointsOf(result, Split.Train, metric).ToDictionary(point => point.Epoch, point => point.Value);
            var gaps = PointsOf(result, split, metric).Where(point => training.ContainsKey(point.Epoch))
                .Select(point => sign * (point.Value - training[point.Epoch])).ToList();
            return gaps.Count < 2 ? null : gaps[^1] - gaps[(gaps.Count - 1) / 2];
        }
    }

    /// <summary>A figure that a training recorded once, beside its history.</summary>
    /// <param name="metric">The metric in the history.</param>
    /// <param name="name">What it is, in words.</param>
    /// <param name="unit">Its unit.</param>
    public static Measure Recorded(string metric, string name, string unit) => new(name, unit, result =>
        result.History.Where(point => point.Metric == metric).Select(point => (double?)point.Value).LastOrDefault())
    {
        Form = new("recorded") { Metric = metric, Name = name, Unit = unit },
    };

    /// <summary>A metric by epoch, the last value in each; without values that are not finite.</summary>
    public static IReadOnlyList<(int Epoch, double Value)> Curve(TrialResult result, string split, string metric) =>
        PointsOf(result, split, metric);

    private static List<(int Epoch, double Value)> PointsOf(TrialResult result, string split, string metric) =>
        [.. result.History.Where(point => point.Split == split && point.Metric == metric && double.IsFinite(point.Value))
            .GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key).Select(epoch => (epoch.Key, epoch.Last().Value))];

    private static Measure OfCurve(
        string kind, string split, string metric, string name, string unit, Func<List<(int Epoch, double Value)>, double?> of) =>
        new(name, unit, result => of(PointsOf(result, split, metric))) { Form = new(kind, split, metric) { IsOfCurve = true } };

    private static bool IsLoss(string metric) => metric == Metrics.Loss || Metrics.LowerIsBetter(metric);

    private static bool? DirectionOf(MeasureForm form) => form.Kind switch
    {
        "metric" => Metrics.LowerIsBetter(form.Metric!),
        "squared-error" or "epochs-until" or "epochs-to-reach" or "gap-growth" => true,
        "highest" when form.Metric == Metrics.Accuracy => false,
        "logarithm" when form.Inner is { } inner => DirectionOf(inner),
        _ => null,
    };

    private static bool IsDurationForm(MeasureForm form) =>
        form.Kind is "fit-seconds" or "fit-and-monitor-seconds" || form.Inner is { } inner && IsDurationForm(inner);

    private static string UnitOf(string metric, string split) => metric switch
    {
        Metrics.Accuracy or Metrics.MacroAccuracy => $"share of {split} rows",
        Metrics.LogLoss => "nats",
        _ => metric,
    };
}

/// <summary>How a <see cref="Measure"/> is found, as data: what a suite file holds, and what is checked when a run is planned.</summary>
/// <param name="Kind">The kind of measure, such as <c>metric</c> or <c>lowest-epoch</c>.</param>
/// <param name="Split">The split; null where it has none.</param>
/// <param name="Metric">The metric after training, or of the history where <see cref="IsOfCurve"/>; null where it has none.</param>
public sealed record MeasureForm(string Kind, string? Split = null, string? Metric = null)
{
    /// <summary>Whether it is found from the history of a metric.</summary>
    public bool IsOfCurve { get; init; }

    /// <summary>The measure that a logarithm is of.</summary>
    public MeasureForm? Inner { get; init; }

    /// <summary>The least figure of a logarithm, the share of a curve's first value, or the value that a curve is to reach.</summary>
    public double? Number { get; init; }

    /// <summary>The most epochs that a training has.</summary>
    public int? Most { get; init; }

    /// <summary>What a recorded figure is, in words.</summary>
    public string? Name { get; init; }

    /// <summary>The unit of a recorded figure.</summary>
    public string? Unit { get; init; }
}
