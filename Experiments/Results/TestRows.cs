using System.Globalization;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Results;

/// <summary>A test row, and what a trial says of it.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Seed">Its seed, or fold from 1.</param>
/// <param name="Number">The row's number among the test rows of the trial, from 0.</param>
/// <param name="IsClass">Whether the two that follow are numbers of classes, from 0.</param>
/// <param name="Truth">The label.</param>
/// <param name="Said">What was said; NaN for a class that the learner does not say.</param>
/// <param name="Probabilities">The probability of each class, by its number; empty where none were kept.</param>
public sealed record TestRow(
    int Trial, int Seed, int Number, bool IsClass, double Truth, double Said, IReadOnlyList<float> Probabilities)
{
    /// <summary>The probability that the label had; null where none were kept.</summary>
    public double? ProbabilityOfTruth => IsClass && Probabilities.Count > Truth ? Probabilities[(int)Truth] : null;

    /// <summary>How wrong it is: −ln of the true class's probability, or 1 for a wrong class; of a number the error.</summary>
    public double Loss => !IsClass ? Math.Abs(Truth - Said)
        : Truth == Said ? 0
        : ProbabilityOfTruth is { } probability ? -Math.Log(Math.Max(probability, 1e-30)) : 1;
}

/// <summary>A row about which trials are wrong.</summary>
/// <param name="Row">What the trial says that is most wrong.</param>
/// <param name="Trials">How many trials are wrong about it.</param>
public sealed record WorstRow(TestRow Row, int Trials);

/// <summary>What trials say of single test rows, read from the folders <c>outcomes</c> and <c>predictions</c> of a run.</summary>
public static class TestRows
{
    /// <summary>So many mistakes are worth a look.</summary>
    public const int MostMistakes = 12;

    /// <summary>The test rows of a trial, in their order; none where nothing was kept of them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="seed">Its seed, or fold from 1.</param>
    /// <exception cref="RunFolderException">A file is damaged.</exception>
    public static IReadOnlyList<TestRow> Read(string folder, int trial, int seed)
    {
        if (OutcomeFile.Find(PathOf(folder, TrialFiles.OutcomeFolderName, trial)) is not { } outcomes)
            return [];
        var kept = HasPredictions(folder, trial)
            ? PredictionFile.Read(PathOf(folder, TrialFiles.PredictionFolderName, trial)).FirstOrDefault(split => split.Split == Split.Test)
            : null;
        float[] values = kept is { Width: > 1 } ? [.. kept.Values] : [];
        var width = kept?.Width ?? 1;
        return
        [
            .. outcomes.Labels.Zip(outcomes.Predicted).Select((pair, row) => new TestRow(
                trial, seed, row, outcomes.AreClasses, pair.First, pair.Second,
                values.AsSpan(row * width < values.Length ? (row * width)..((row + 1) * width) : ..0).ToArray())),
        ];
    }

    /// <summary>Whether a trial's predictions of its rows were kept; a learner may have given no probabilities all the same.</summary>
    public static bool HasPredictions(string folder, int trial) =>
        File.Exists(PathOf(folder, TrialFiles.PredictionFolderName, trial));

    /// <summary>
    /// The rows about which trials are most wrong, the worst first, <see cref="MostMistakes"/> at most: by the mean of <see
    /// cref="TestRow.Loss"/> over the trials, of equals the first.
    /// </summary>
    /// <param name="rows">The rows of all trials.</param>
    /// <param name="areSame">Whether the trials test on the same rows; else, as with folds, each has rows of its own.</param>
    public static IReadOnlyList<WorstRow> Worst(IEnumerable<TestRow> rows, bool areSame) =>
    [
        .. rows.Where(row => row.Loss > 0).GroupBy(row => (Seed: areSame ? 0 : row.Seed, row.Number))
            .OrderByDescending(row => row.Sum(trial => trial.Loss)).ThenBy(row => row.Key).Take(MostMistakes)
            .Select(row => new WorstRow(row.MaxBy(trial => trial.Loss)!, row.Count())),
    ];

    private static string PathOf(string folder, string part, int trial) =>
        Path.Combine(folder, part, $"trial-{trial.ToString(CultureInfo.InvariantCulture)}.csv.gz");
}
