using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A metric by epoch: a curve for each learner (and split, where there are several), the mean over seeds with a band of one deviation.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Metric">The metric in the history: <c>loss</c> or <c>accuracy</c>.</param>
/// <param name="Splits">The splits.</param>
public sealed record CurvesSpec(string Name, string Metric, params IReadOnlyList<string> Splits) : PictureSpec(Name)
{
    /// <summary>The learners whose curves are drawn; null for all.</summary>
    public IReadOnlyList<string>? Learners { get; init; }

    /// <summary>Whether heights lie by their logarithm.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>What the left axis is called, with its unit; null for the metric's own name.</summary>
    public string? YLabel { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var curves = trials.Where(record => Learners is null || Learners.Contains(record.Trial.Learner)).GroupBy(record => record.Trial.Learner)
            .SelectMany(_ => Splits, (learner, split) => Curve(Splits.Count == 1 ? learner.Key : $"{learner.Key}, {split}", [.. learner.Select(record => Measure.Curve(record.Result, split, Metric))]))
            .Where(curve => curve.X.Count > 1).ToList();
        string spread = trials.Select(record => record.Trial.Seed).Distinct().Count() is > 1 and var seeds ? $"; mean ± deviation of {seeds} seeds" : "";
        return curves.Count == 0 ? null
            : new LinePicture(YLabel is null ? $"{title}: {string.Join(", ", Splits)} {Metric} by epoch{spread}" : $"{title}: {YLabel}{spread}", "epoch", YLabel ?? (Metric == "loss" ? "loss" : $"{Metric}, share of rows"), curves)
            {
                YScale = Logarithmic ? AxisScale.Logarithmic : AxisScale.Linear,
            };
    }

    private static Series Curve(string name, List<List<(int Epoch, double Value)>> seeds)
    {
        var epochs = seeds.SelectMany(curve => curve).GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key)
            .Select(epoch => (epoch.Key, Spread: Spread.Of([.. epoch.Select(point => point.Value)]))).ToList();
        double Band(Spread spread, int sign) => spread.Mean + (sign * (spread.Count < 2 ? 0 : spread.Deviation));
        return new(
            name, [.. epochs.Select(epoch => (double)epoch.Key)], [.. epochs.Select(epoch => epoch.Spread.Mean)],
            seeds.Count < 2 ? null : [.. epochs.Select(epoch => Band(epoch.Spread, -1))], seeds.Count < 2 ? null : [.. epochs.Select(epoch => Band(epoch.Spread, 1))]);
    }
}
