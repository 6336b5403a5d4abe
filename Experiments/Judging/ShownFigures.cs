using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Which figures of a group of trials are shown, in which order its learners stand by them, and which learner's rows are looked at. The end
/// of a run and its page go by the same.
/// </summary>
public static class ShownFigures
{
    private const int MostMetrics = 3;
    private const int Leaders = 3; // one of which may have probabilities where the best has none

    private static readonly string[] Metrics =
        [Metric.Accuracy, Metric.LogLoss, Metric.Rmse, Metric.Mae, Metric.R2, Metric.Auc, Metric.MacroF1, Metric.CalibrationError];

    /// <summary>The figures to show, three at most, that by which learners are ordered first: of test rows where there are any.</summary>
    /// <param name="all">All figures of the trials.</param>
    /// <param name="main">The metric by which the experiment compares its learners; null where it names none.</param>
    public static IReadOnlyList<(string Split, string Metric)> Of(IEnumerable<(string Split, string Metric)> all, string? main)
    {
        var known = all.Where(figure => figure.Split != Split.Train && Metrics.Contains(figure.Metric)).Distinct().ToList();
        var isTested = known.Exists(figure => figure.Split != Split.Validation);
        return
        [
            .. known.Where(figure => !isTested || figure.Split != Split.Validation)
                .OrderBy(figure => figure.Metric != main).ThenBy(figure => Array.IndexOf(Metrics, figure.Metric))
                .ThenBy(figure => figure.Split, StringComparer.Ordinal).Take(MostMetrics),
        ];
    }

    /// <summary>Learners by a figure, the best first; one without the figure, or with trials that failed, comes after the others.</summary>
    /// <param name="learners">The learners.</param>
    /// <param name="lowerIsBetter">Whether the lower figure is the better one.</param>
    /// <param name="figureOf">A learner's figure, the mean of its trials; null where it has none or trials of it failed.</param>
    public static IReadOnlyList<T> BestFirst<T>(IEnumerable<T> learners, bool lowerIsBetter, Func<T, double?> figureOf) =>
        [.. learners.OrderBy(learner => figureOf(learner) is not { } mean ? double.PositiveInfinity : lowerIsBetter ? mean : -mean)];

    /// <summary>
    /// The learner whose rows are looked at: the best of which predictions were kept, or the best one where that is so of none of the first
    /// three. Null where there is no learner.
    /// </summary>
    public static T? OfRows<T>(IReadOnlyList<T> bestFirst, Predicate<T> hasPredictions)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(bestFirst);
        return bestFirst.Take(Leaders).FirstOrDefault(learner => hasPredictions(learner)) ?? (bestFirst.Count > 0 ? bestFirst[0] : null);
    }
}
