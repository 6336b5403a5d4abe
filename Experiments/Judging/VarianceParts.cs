using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Two learners whose accuracies or errors on test rows are compared, with what of their difference is chance: of seeds, of test rows, and
/// of both together.
/// </summary>
/// <param name="Experiment">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="First">A learner.</param>
/// <param name="Second">The learner whose figure is subtracted.</param>
/// <param name="Measure">What is compared: <c>test accuracy</c> or <c>test squared error</c>.</param>
/// <param name="SeedCount">Seeds that both have.</param>
/// <param name="RowCount">Test rows, the same for every seed.</param>
/// <param name="Difference">The mean difference with its intervals.</param>
/// <param name="McNemar">The p-value of McNemar's test of the two models of the first seed; null for numbers.</param>
/// <param name="SeedsNeeded">
/// How many seeds a paired t-test would need to find the difference in four of five experiments; null where more than
/// <see cref="MostSeeds"/> would be needed, and where it is found already.
/// </param>
public sealed record VarianceParts(
    string Experiment, string First, string Second, string Measure, int SeedCount, int RowCount, CrossedMean Difference, double? McNemar,
    int? SeedsNeeded)
{
    /// <summary>More seeds are not worth it.</summary>
    public const int MostSeeds = 100;

    /// <summary>Whether the seeds that there are decide which learner has the higher mean, by an interval of one comparison.</summary>
    public bool IsDecided => Difference.Seeds is { } interval && !interval.Contains(0);

    /// <summary>
    /// The pairs of an experiment: those of claims about the accuracy on test rows, or, without claims, those that are compared. None where
    /// each seed has test rows of its own.
    /// </summary>
    /// <param name="title">The experiment's whole name, and the data set's where there are several.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">Its finished trials on one data set.</param>
    /// <param name="compared">The pairs of learners that are compared.</param>
    /// <param name="outcomesOf">Reads what a trial says of the test rows; null where that was not kept.</param>
    public static IEnumerable<VarianceParts> Of(
        string title, Experiment experiment, IReadOnlyList<FinishedTrial> trials, IEnumerable<(string First, string Second)> compared,
        Func<Trial, RowOutcomes?> outcomesOf)
    {
        if (experiment.HasFolds)
            yield break;
        var pairs = experiment.Claims.Where(claim => claim.Than is not null && claim.Measure.IsTestAccuracy)
            .Select(claim => (
                FiguresBySeed.Resolve(claim.Learner, experiment.Choices, trials),
                FiguresBySeed.Resolve(claim.Than!, experiment.Choices, trials)))
            .Concat(compared).DistinctBy(pair => string.CompareOrdinal(pair.Item1, pair.Item2) < 0 ? pair : (pair.Item2, pair.Item1));
        var scores = new Dictionary<int, (RowOutcomes Outcomes, float[] Scores)?>();
        foreach (var (first, second) in pairs)
        {
            if (Of(title, first, second, trials, Scores) is { } parts)
                yield return parts;
        }

        (RowOutcomes Outcomes, float[] Scores)? Scores(Trial trial)
        {
            if (!scores.TryGetValue(trial.Number, out var known))
                scores.Add(trial.Number, known = outcomesOf(trial) is { } outcomes ? (outcomes, outcomes.Scores()) : null);
            return known;
        }
    }

    private static VarianceParts? Of(
        string title, string first, string second, IReadOnlyList<FinishedTrial> trials,
        Func<Trial, (RowOutcomes Outcomes, float[] Scores)?> scoresOf)
    {
        var others = trials.Where(ended => ended.Trial.Learner == second && !ended.Result.Failed)
            .ToDictionary(ended => ended.Trial.Seed, ended => ended.Trial);
        var differences = new List<float[]>();
        double? mcNemar = null;
        var areClasses = true;
        IReadOnlyList<float>? labels = null;
        foreach (var trial in trials.Where(ended => ended.Trial.Learner == first && !ended.Result.Failed).Select(ended => ended.Trial)
            .OrderBy(trial => trial.Seed))
        {
            if (!others.TryGetValue(trial.Seed, out var other) || scoresOf(trial) is not var (own, ownScores)
                || scoresOf(other) is not var (its, itsScores))
            {
                continue;
            }

            labels ??= own.Labels;
            if (!labels.SequenceEqual(own.Labels) || !labels.SequenceEqual(its.Labels))
                return null; // a seed has test rows of its own
            areClasses = own.AreClasses;
            if (areClasses)
                mcNemar ??= McNemarTest.Of([.. ownScores.Select(score => score > 0)], [.. itsScores.Select(score => score > 0)]).PValue;
            differences.Add([.. ownScores.Zip(itsScores, (a, b) => a - b)]);
        }

        if (differences.Count == 0 || labels!.Count < 2)
            return null;
        var mean = CrossedMean.Of(differences);
        var decided = mean.Seeds is { } interval && !interval.Contains(0);
        var effect = differences.Count < 2 ? null : StandardizedEffect.Of([.. differences.Select(row => row.Average(d => (double)d))]);
        return new(
            title, first, second, areClasses ? "test accuracy" : "test squared error", differences.Count, labels.Count, mean, mcNemar,
            decided || effect is null ? null : Statistics.SeedsNeeded.For(effect.Value, most: MostSeeds));
    }
}

/// <summary>The parts of the differences of a run as a CSV file.</summary>
public static class VarianceTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "variance.csv";

    private static readonly string[] Header =
    [
        "experiment", "measure", "first", "second", "difference", "seeds", "seeds low", "seeds high", "rows", "rows low", "rows high",
        "together low", "together high", "mcnemar p", "seeds that would decide",
    ];

    /// <summary>The file's text: a row for each pair.</summary>
    public static string Text(IEnumerable<VarianceParts> pairs) => CsvText.Rows([Header, .. pairs.Select(Row)]);

    private static object?[] Row(VarianceParts pair) =>
    [
        pair.Experiment, pair.Measure, pair.First, pair.Second, CsvText.Digits(pair.Difference.Mean),
        pair.SeedCount, CsvText.Digits(pair.Difference.Seeds?.Low), CsvText.Digits(pair.Difference.Seeds?.High),
        pair.RowCount, CsvText.Digits(pair.Difference.Rows.Low), CsvText.Digits(pair.Difference.Rows.High),
        CsvText.Digits(pair.Difference.Both?.Low), CsvText.Digits(pair.Difference.Both?.High), CsvText.Digits(pair.McNemar),
        pair.IsDecided ? "decided"
            : pair.SeedsNeeded?.ToString(CultureInfo.InvariantCulture) ?? $"more than {VarianceParts.MostSeeds}, not worth it",
    ];
}
