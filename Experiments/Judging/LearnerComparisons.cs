using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Compares the learners of an experiment that makes no claims of its own, as suites of the user's: on each data set by one metric of the
/// last split, every pair where there are at most five learners, else each with the first. All are one family for Holm. Which pairs are
/// compared does not depend on the figures. A failed trial loses its pair: the worst figure found stands in for its own.
/// </summary>
/// <param name="Title">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="Heading">By what and how learners are compared, or why they are not.</param>
/// <param name="Pairs">The comparisons.</param>
/// <param name="Caveat">What they do not say, null for nothing.</param>
public sealed record LearnerComparisons(string Title, string Heading, IReadOnlyList<LearnerComparison> Pairs, string? Caveat)
{
    private const int MostForAllPairs = 5;

    /// <summary>
    /// The comparisons on one data set; null where there is nothing to compare: claims stand in their place, or there is one learner.
    /// </summary>
    /// <param name="title">The experiment's whole name, and the data set's where there are several.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">Its finished trials on the data set.</param>
    /// <param name="rows">Training and test rows of a trial.</param>
    public static LearnerComparisons? Of(
        string title, Experiment experiment, IReadOnlyList<FinishedTrial> trials, (int Train, int Test) rows)
    {
        string[] learners = [.. trials.OrderBy(ended => ended.Trial.Number).Select(ended => ended.Trial.Learner).Distinct()];
        if (experiment.Claims.Count > 0 || learners.Length < 2 || trials.All(ended => ended.Result.Metrics.Count == 0))
            return null;
        if (FigureOf(experiment, trials) is not var (split, metric))
            return new(title, $"Not compared: no trial has the metric {experiment.Compare}.", [], null);

        var (folds, what, lower) = (experiment.HasFolds, experiment.TrialsAre, Metric.LowerIsBetter(metric));
        var figures = new CountedFigures(trials, result => result.Find(split, metric), lower, what);
        var pairs = new List<(string First, string Second, Comparison Comparison)>();
        var most = 0;
        foreach (var (first, second) in PairsOf(learners))
        {
            var differences = figures.Differences(first, second);
            most = Math.Max(most, differences.Length);
            if (differences.Length >= ClaimJudge.LeastSeeds)
            {
                var constants = FigureTest.Constants(figures, first, second);
                var comparison = Comparison.Of(
                    FigureTest.Of(
                        experiment, differences, constants, isExact: false, split == Split.Test && metric == Metric.Accuracy, rows),
                    lowerIsBetter: lower);
                pairs.Add((first, second, comparison));
            }
        }

        if (pairs.Count == 0)
        {
            return new(
                title, $"Not compared by {split} {metric}: at least {ClaimJudge.LeastSeeds} {what} with the figures of both learners are "
                    + $"needed; found {most}.", [], null);
        }

        var family = Comparison.Adjusted([.. pairs.Select(pair => pair.Comparison)]);
        var test = folds ? "corrected resampled t-test over folds" : "paired t-test over seeds";
        var together = (1 - ((1 - Comparison.DefaultLevel) / family.Count)).ToString("0.#####", CultureInfo.InvariantCulture);
        var holm = family.Count > 1 ? $", Holm over {family.Count} comparisons, intervals of level {together} that hold together" : "";
        string?[] caveats = [
            figures.Failures(learners) is null || figures.Worst is not { } worst ? null
                : $"Where a trial failed or diverged, the worst figure found, {worst.ToString("0.0000", CultureInfo.InvariantCulture)}, "
                    + "counts in its place; where both did, they are alike. A learner with such trials is never called better.",
            folds ? null : CaveatOf(experiment, trials)];
        return new(
            title,
            $"Compared by {split} {metric} ({(lower ? "lower" : "higher")} is better), {test}, level "
                + $"{Comparison.DefaultLevel:0.##}{holm}:",
            [.. pairs.Zip(
                family,
                (pair, comparison) => Pair(pair.First, pair.Second, comparison))],
            caveats.Any(caveat => caveat is not null) ? string.Join(' ', caveats.OfType<string>()) : null);

        LearnerComparison Pair(string first, string second, Comparison comparison)
        {
            var winner = comparison.Outcome switch
            {
                Outcome.First => first,
                Outcome.Second => second,
                _ => null,
            };
            var judged = winner is not null && figures.HasFailed(winner)
                ? comparison.Withdrawn($"{figures.Failures(winner)}, so that it is not called better")
                : figures.Remark(first, second) is { } remark ? comparison.Noting(remark) : comparison;
            return new LearnerComparison(title, $"{split} {metric}", first, second, judged) { Failures = figures.Failures(first, second) };
        }
    }

    /// <summary>
    /// The figure by which learners are compared: the experiment's own metric or else the first that results show, on the last split; null
    /// where no trial has it.
    /// </summary>
    internal static (string Split, string Metric)? FigureOf(Experiment experiment, IReadOnlyList<FinishedTrial> trials)
    {
        var values = trials.SelectMany(ended => ended.Result.Metrics).ToList();
        var metric = experiment.Compare ?? Summary.MainMetrics(values).FirstOrDefault();
        return metric is null || values.All(value => value.Metric != metric)
            ? null
            : (Split.Reported.Last(candidate => values.Any(value => value.Split == candidate)), metric);
    }

    /// <summary>What the claims of an experiment do not tell; null where it has none, or each seed tests on other rows.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="finished">Finished trials of its suite.</param>
    internal static string? CaveatOfClaims(Experiment experiment, IEnumerable<FinishedTrial> finished)
    {
        var own = finished.Where(ended => ended.Trial.Experiment == experiment.Name).ToList();
        return experiment.Claims.Count == 0 || experiment.HasFolds || own.Count == 0 ? null
            : $"Its claims are judged in {ClaimsTable.FileName}. {CaveatOf(experiment, own)} {VarianceTable.FileName} has both for "
                + "accuracies.";
    }

    /// <summary>What a test over seeds does not tell, by what the seeds change.</summary>
    private static string CaveatOf(Experiment experiment, IReadOnlyList<FinishedTrial> trials)
    {
        var more = experiment.Csv is null ? "" : " With \"folds\" in the suite file each seed tests on others.";
        return trials.All(ended => ended.Trial.Settings.Get(SharedSettings.Rows) > 0)
            ? "Every seed draws training rows of its own (the setting rows), the same for all learners: this tells of chance in training "
                + $"and of other training rows, not of other test rows.{more}"
            : $"Every seed has the same rows: this tells of chance in training, not of other rows.{more}";
    }

    private static IEnumerable<(string First, string Second)> PairsOf(string[] learners) => learners.Length <= MostForAllPairs
        ? learners.SelectMany((first, index) => learners.Skip(index + 1), (first, second) => (first, second))
        : learners.Skip(1).Select(second => (learners[0], second));
}

/// <summary>Two learners of an experiment, compared by one figure.</summary>
/// <param name="Experiment">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="Measure">The figure, such as <c>test accuracy</c>.</param>
/// <param name="First">The learner that is listed first.</param>
/// <param name="Second">The other.</param>
/// <param name="Comparison">What the figures support.</param>
public sealed record LearnerComparison(string Experiment, string Measure, string First, string Second, Comparison Comparison)
{
    /// <summary>Which of the two has failed trials, as <c>net diverged in 7 of 12 seeds</c>; null where none has.</summary>
    public string? Failures { get; init; }

    /// <summary>The learner that is better as far as the test supports it, null for none.</summary>
    public string? Better => Comparison.Outcome switch
    {
        Outcome.First => First,
        Outcome.Second => Second,
        _ => null,
    };

    /// <summary>
    /// As <c>net better than linear: +0.0400 (+0.0313 to +0.0487), p 0.0006</c>, or <c>net and trees: no difference that the test supports:
    /// …</c>.
    /// </summary>
    public override string ToString()
    {
        var turned = Comparison.Outcome == Outcome.Second;
        var sign = turned ? -1.0 : 1.0;
        var who = Better is null ? $"{First} and {Second}: no difference that the test supports" : turned ? $"{Second} better than {First}"
            : $"{First} better than {Second}";
        var between = Comparison.Interval is { } interval
            ? $" ({Signed(turned ? -interval.High : interval.Low)} to {Signed(turned ? -interval.Low : interval.High)})" : "";
        var p = Comparison.Withdrawal is { } why ? why
            : Comparison.Interval is null ? "the same in every one, which is no evidence"
            : $"p {Comparison.PValue.ToString(Comparison.PValue < 0.001 ? "0.0E+0" : "0.###", CultureInfo.InvariantCulture)}";
        var failures = Failures is null || Comparison.Withdrawal is not null ? "" : $"; {Failures}";
        return $"{who}: {Signed(sign * Comparison.Difference)}{between}, {p}{failures}";
    }

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}

/// <summary>The comparisons of learners of a run as a CSV file.</summary>
public static class ComparisonsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "comparisons.csv";

    private static readonly string[] Header = [
        "experiment", "measure", "first", "second", "evidence", "difference", "low", "high", "p", "better"];

    /// <summary>
    /// The file's text: a row for each pair of learners; <c>difference</c> is first less second, <c>better</c> a learner or <c>tie</c>.
    /// </summary>
    public static string Text(IEnumerable<LearnerComparison> comparisons) => CsvText.Rows([Header, .. comparisons.Select(Row)]);

    private static object?[] Row(LearnerComparison pair) =>
    [
        pair.Experiment, pair.Measure, pair.First, pair.Second, pair.Comparison.Evidence,
        CsvText.Digits(pair.Comparison.Difference),
        CsvText.Digits(pair.Comparison.Interval?.Low),
        CsvText.Digits(pair.Comparison.Interval?.High),
        CsvText.Digits(pair.Comparison.PValue),
        pair.Better ?? "tie",
    ];
}
