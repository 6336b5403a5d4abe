using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Claims;

/// <summary>
/// Compares the learners of an experiment that makes no claims of its own, as suites of the user's: on each data set by one metric of the
/// last split, every pair where there are at most five learners, else each with the first. All are one family for Holm. Which pairs are
/// compared does not depend on the figures.
/// </summary>
/// <param name="Title">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="Heading">By what and how learners are compared, or why they are not.</param>
/// <param name="Pairs">The comparisons.</param>
/// <param name="Caveat">What they do not say, null for nothing.</param>
internal sealed record LearnerComparisons(string Title, string Heading, IReadOnlyList<LearnerComparison> Pairs, string? Caveat)
{
    private const int MostForAllPairs = 5;
    private static readonly string[] SplitsLastFirst = [Split.Test, Split.Validation, Split.Train];

    /// <summary>The comparisons on one data set; null where there is nothing to compare: claims stand in their place, or there is one learner.</summary>
    /// <param name="title">The experiment's whole name, and the data set's where there are several.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">Its finished trials on the data set.</param>
    /// <param name="rows">Training and test rows of a trial.</param>
    public static LearnerComparisons? Of(string title, Experiment experiment, IReadOnlyList<TrialRecord> trials, (int Train, int Test) rows)
    {
        string[] learners = [.. trials.OrderBy(record => record.Trial.Number).Select(record => record.Trial.Learner).Distinct()];
        var values = trials.SelectMany(record => record.Result.Metrics).ToList();
        if (experiment.Claims.Count > 0 || learners.Length < 2 || values.Count == 0)
            return null;
        string split = SplitsLastFirst.First(candidate => values.Any(value => value.Split == candidate));
        string? metric = experiment.Compare ?? Summary.MainMetrics(values).FirstOrDefault();
        if (metric is null || values.All(value => value.Metric != metric))
            return new(title, $"Not compared: no trial has the metric {metric}.", [], null);

        bool folds = experiment.Csv?.Folds is not null;
        var pairs = new List<(string First, string Second, Comparison Comparison)>();
        int most = 0;
        foreach (var (first, second) in PairsOf(learners))
        {
            double[] differences = Differences(trials, first, second, split, metric);
            most = Math.Max(most, differences.Length);
            if (differences.Length >= ClaimJudge.LeastSeeds)
                pairs.Add((first, second, folds
                    ? Comparison.OfSplits(differences, rows.Train, rows.Test, Metric.LowerIsBetter(metric))
                    : Comparison.OfDifferences(differences, Metric.LowerIsBetter(metric))));
        }

        string what = folds ? "folds" : "seeds";
        if (pairs.Count == 0)
            return new(title, $"Not compared by {split} {metric}: at least {ClaimJudge.LeastSeeds} {what} with the figures of both learners are needed; found {most}.", [], null);
        var family = Comparison.Adjusted([.. pairs.Select(pair => pair.Comparison)]);
        string test = folds ? "corrected resampled t-test over folds" : "paired t-test over seeds";
        string holm = family.Count > 1 ? $", Holm over {family.Count} comparisons" : "";
        return new(
            title,
            $"Compared by {split} {metric} ({(Metric.LowerIsBetter(metric) ? "lower" : "higher")} is better), {test}, level {Comparison.DefaultLevel:0.##}{holm}:",
            [.. pairs.Zip(family, (pair, comparison) => new LearnerComparison(title, $"{split} {metric}", pair.First, pair.Second, comparison))],
            folds ? null : CaveatOf(experiment, trials));
    }

    /// <summary>What a test over seeds does not tell, by what the seeds change.</summary>
    private static string CaveatOf(Experiment experiment, IReadOnlyList<TrialRecord> trials)
    {
        string more = experiment.Csv is null ? "" : " With \"folds\" in the suite file each seed tests on others.";
        return trials.All(record => record.Trial.Settings.TryGetValue("rows", out var rows) && rows != "0")
            ? $"Every seed draws training rows of its own (the setting rows), the same for all learners: this tells of chance in training and of other training rows, not of other test rows.{more}"
            : $"Every seed has the same rows: this tells of chance in training, not of other rows.{more}";
    }

    private static IEnumerable<(string First, string Second)> PairsOf(string[] learners) => learners.Length <= MostForAllPairs
        ? learners.SelectMany((first, index) => learners.Skip(index + 1), (first, second) => (first, second))
        : learners.Skip(1).Select(second => (learners[0], second));

    /// <summary>First less second in the seeds where both have the figure.</summary>
    private static double[] Differences(IReadOnlyList<TrialRecord> trials, string first, string second, string split, string metric)
    {
        var others = Figures(second);
        return [.. Figures(first).Where(pair => others.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value - others[pair.Key])];

        Dictionary<int, double> Figures(string learner) => trials
            .Where(record => record.Trial.Learner == learner && !record.Result.Failed)
            .Select(record => (record.Trial.Seed, Figure: record.Result.Find(split, metric)))
            .Where(pair => pair.Figure is { } figure && double.IsFinite(figure))
            .ToDictionary(pair => pair.Seed, pair => pair.Figure!.Value);
    }
}
