using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// How the learners of an experiment rank over its data sets, three at least: Friedman's test of all of them together with Nemenyi's
/// critical difference, and Wilcoxon's test of each against the one that ranks best, Holm over these (Demšar, Statistical Comparisons of
/// Classifiers over Multiple Data Sets, JMLR 7, 2006).
/// </summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Measure">The figure: split and metric, its mean over seeds.</param>
/// <param name="Learners">The learners, in the order of the test's.</param>
/// <param name="Friedman">Friedman's test.</param>
/// <param name="ToBest">For each learner its comparison with the one that ranks best, first less second; null for that one itself.</param>
public sealed record LearnerRanks(
    string Suite, string Experiment, string Measure, IReadOnlyList<string> Learners, FriedmanTest Friedman,
        IReadOnlyList<Comparison?> ToBest)
{
    /// <summary>For each learner the number of its trials that failed; each counts as the worst figure found on its data set.</summary>
    public IReadOnlyList<int> Failed { get; init; } = [];

    /// <summary>Fewer data sets rank nothing.</summary>
    public const int LeastDataSets = 3;

    /// <summary>
    /// The ranks; null for fewer than three data sets or three learners, or where a learner has no figure on one of the data sets.
    /// </summary>
    public static LearnerRanks? Of(string suite, Experiment experiment, IEnumerable<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.DataSets.Count < LeastDataSets)
            return null;
        var own = trials.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name).ToList();
        string[] learners = [.. own.OrderBy(ended => ended.Trial.Number).Select(ended => ended.Trial.Learner).Distinct()];
        if (learners.Length < 3 || LearnerComparisons.FigureOf(experiment, own) is not var (split, metric))
            return null;
        var lower = Metric.LowerIsBetter(metric);
        List<CountedFigures> counted = [
            .. experiment.DataSets.Select(
                set => new CountedFigures(
                    [.. own.Where(ended => ended.Trial.DataSet == set)], result => result.Find(split, metric), lower))];
        double[][] figures = [
            .. counted.Select(set => learners.Select(learner => Spread.Of([.. set.Of(learner).Values]).Mean).ToArray())];
        if (figures.Any(row => row.Any(double.IsNaN)))
            return null;
        var friedman = FriedmanTest.Of(figures, lower);
        var best = Enumerable.Range(0, learners.Length).MinBy(i => friedman.AverageRanks[i]);
        double[] Column(int learner) => [.. figures.Select(row => row[learner])];
        var others = Enumerable.Range(0, learners.Length).Where(i => i != best).ToList();
        var family = Comparison.Adjusted([.. others.Select(i => Comparison.OfDataSets(Column(i), Column(best), lower))]);
        int[] failed = [.. learners.Select(learner => own.Count(ended => ended.Trial.Learner == learner && ended.Result.Failed))];
        return new(
            suite, experiment.Name, $"{split} {metric}", learners, friedman,
            [.. Enumerable.Range(0, learners.Length).Select(i => i == best ? null : Judged(i, family[others.IndexOf(i)]))])
        { Failed = failed };

        Comparison Judged(int learner, Comparison comparison)
        {
            bool HasFailed(int i) => counted.Exists(set => set.HasFailed(learners[i]));
            var winner = comparison.Outcome switch
            {
                Outcome.First => learner,
                Outcome.Second => best,
                _ => -1,
            };
            if (winner >= 0 && HasFailed(winner))
                return comparison.Withdrawn($"{learners[winner]} has failed trials, so that it is not called better");
            return HasFailed(learner) || HasFailed(best)
                ? comparison.Noting("failed trials count as the worst figure found on their data set") : comparison;
        }
    }
}

/// <summary>The ranks of a run's learners as a CSV file.</summary>
public static class RanksTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "ranks.csv";

    private static readonly string[] Header =
        ["experiment", "measure", "data_sets", "learner", "average_rank", "friedman_p", "critical_difference", "less_best", "p",
            "evidence", "failed_trials"];

    /// <summary>
    /// The file's text: a row for each learner, the best first. <c>friedman_p</c> is that of Iman and Davenport; <c>less_best</c> the mean
    /// difference to the learner that ranks best, <c>p</c> Wilcoxon's p-value for it, both empty for that learner itself.
    /// <c>failed_trials</c> are counted as the worst figure found on their data set.
    /// </summary>
    public static string Text(IEnumerable<LearnerRanks> ranks) => CsvText.Rows([Header, .. ranks.SelectMany(Rows)]);

    private static IEnumerable<object?[]> Rows(LearnerRanks ranks) =>
        Enumerable.Range(0, ranks.Learners.Count).OrderBy(i => ranks.Friedman.AverageRanks[i]).Select(i => (object?[])
    [
        $"{ranks.Suite}/{ranks.Experiment}", ranks.Measure, ranks.Friedman.DataSets, ranks.Learners[i],
        CsvText.Digits(ranks.Friedman.AverageRanks[i]),
        CsvText.Digits(ranks.Friedman.FPValue), CsvText.Digits(ranks.Friedman.CriticalDifference()),
        CsvText.Digits(ranks.ToBest[i]?.Difference), CsvText.Digits(ranks.ToBest[i]?.PValue), ranks.ToBest[i]?.Evidence,
        ranks.Failed.Count > 0 ? ranks.Failed[i] : 0,
    ]);
}
