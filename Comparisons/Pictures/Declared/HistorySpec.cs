using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>Figures that the history keeps beside losses and accuracies, by update, both axes logarithmic: a curve for each learner and figure, the mean over seeds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="YLabel">What they are, with their unit.</param>
/// <param name="Metrics">The figures by their names in the history, each with the word that the legend has for it; one has none.</param>
public sealed record HistorySpec(string Name, string YLabel, params IReadOnlyList<(string Metric, string Word)> Metrics) : PictureSpec(Name)
{
    /// <summary>The learners; null for all.</summary>
    public IReadOnlyList<string>? Learners { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var curves = trials.Where(record => Learners is null || Learners.Contains(record.Trial.Learner)).GroupBy(record => record.Trial.Learner)
            .SelectMany(_ => Metrics, (learner, metric) => Curve($"{learner.Key}{(metric.Word.Length > 0 ? $", {metric.Word}" : "")}", metric.Metric, learner))
            .Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture($"{title}: {YLabel}", "update", YLabel, curves) { XScale = AxisScale.Logarithmic, YScale = AxisScale.Logarithmic };
    }

    private static Series Curve(string name, string metric, IEnumerable<TrialRecord> trials)
    {
        var points = trials.SelectMany(record => record.Result.History).Where(point => point.Metric == metric && double.IsFinite(point.Value))
            .GroupBy(point => point.Iteration).OrderBy(group => group.Key)
            .Select(group => (X: (double)group.Key, Spread.Of([.. group.Select(point => point.Value)]).Mean)).ToList();
        string legend = points.Count > 0 && points.All(point => point.Mean == 0) ? $"{name}: 0 throughout" : name; // it has no place on a logarithmic axis
        return new(legend, [.. points.Select(point => point.X)], [.. points.Select(point => point.Mean)]);
    }
}
