using MlPipelines.Experiments.Drawing;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Reporting.Results;

/// <summary>What a learner says of single test rows.</summary>
internal static class RowReader
{
    private const int Bins = 10;
    private const int MostPoints = 100;

    /// <summary>What can be told of a learner's test rows; null where nothing was kept of them.</summary>
    /// <param name="folder">The run's folder, in which pictures of mistakes may be.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="trials">How many of its trials ended well.</param>
    /// <param name="rows">The rows of these trials.</param>
    /// <param name="classes">The names of the classes; empty for numbers, or where they are not known.</param>
    /// <param name="rowsOfFold">The rows of the file that each fold tests on, from 0; null where seeds test on the same rows.</param>
    public static RowFigures? Of(
        string folder, string learner, int trials, IReadOnlyList<TestRow> rows, IReadOnlyList<string> classes,
        IReadOnlyDictionary<int, IReadOnlyList<int>>? rowsOfFold)
    {
        if (rows.Count == 0)
            return null;
        string NameOf(double value) => rows[0].IsClass ? classes.ElementAtOrDefault((int)value) ?? $"class {value}" : Plain(value);
        var withProbabilities = rows.Where(row => row.Probabilities.Count > 1).ToList();
        var isBinary = withProbabilities.Count > 0 && withProbabilities[0].Probabilities.Count == 2;
        return new(learner, trials, [
            .. TestRows.Worst(rows, areSame: rowsOfFold is null).Select(worst => new Mistake(
                PlaceOf(worst.Row, rowsOfFold), NameOf(worst.Row.Truth), NameOf(worst.Row.Said), worst.Row.ProbabilityOfTruth)
            {
                WrongTrials = rows[0].IsClass && rowsOfFold is null && trials > 1 ? worst.Trials : null,
                Picture = SmallPicture.Find(
                    Path.Combine(folder, MistakePictures.FolderName, MistakePictures.NameOf(worst.Row.Trial, worst.Row.Number))),
            })])
        {
            AreSameRows = rowsOfFold is null,
            Reliability = withProbabilities.Count == 0 ? [] : ReliabilityOf(withProbabilities),
            Roc = isBinary ? RocOf(withProbabilities) : null,
            Positive = isBinary ? NameOf(1) : null,
        };
    }

    private static string Plain(double value) => value.ToString("G5", System.Globalization.CultureInfo.InvariantCulture);

    private static string PlaceOf(TestRow row, IReadOnlyDictionary<int, IReadOnlyList<int>>? rowsOfFold) =>
        rowsOfFold is not null && rowsOfFold.TryGetValue(row.Seed - 1, out var own) && row.Number < own.Count
            ? $"row {own[row.Number] + 1} of the file" : $"test row {row.Number + 1}, seed {row.Seed}";

    /// <summary>Of rows with about the same probability for what was said, the share that is right.</summary>
    private static List<ReliabilityBin> ReliabilityOf(IEnumerable<TestRow> rows) =>
    [
        .. rows.Select(row => (Probability: row.Probabilities.Max(), IsRight: row.Truth == row.Said))
            .GroupBy(row => Math.Min(Bins - 1, (int)(row.Probability * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(
                bin.Average(row => (double)row.Probability), bin.Average(row => row.IsRight ? 1.0 : 0), bin.Count())),
    ];

    /// <summary>For each threshold the shares of true and of false rows that are called true, and the precision.</summary>
    private static List<RocPoint> RocOf(List<TestRow> rows)
    {
        var sorted = rows.OrderByDescending(row => row.Probabilities[1]).ToList();
        double positives = rows.Count(row => row.Truth == 1), negatives = rows.Count - positives, right = 0, wrong = 0;
        List<RocPoint> points = [new(0, 0, 1)];
        for (var i = 0; i < sorted.Count; i++)
        {
            if (sorted[i].Truth == 1)
                right++;
            else
                wrong++;
            if (i + 1 == sorted.Count || sorted[i + 1].Probabilities[1] != sorted[i].Probabilities[1])
                points.Add(new(wrong / Math.Max(1, negatives), right / Math.Max(1, positives), right / (right + wrong)));
        }

        return points.Count <= MostPoints ? points
            : [.. Enumerable.Range(0, MostPoints).Select(i => points[i * (points.Count - 1) / (MostPoints - 1)])];
    }
}
