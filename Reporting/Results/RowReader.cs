using MlPipelines.Experiments.Results;

namespace MlPipelines.Reporting.Results;

/// <summary>What a learner says of single test rows, read from the folders <c>outcomes</c> and <c>predictions</c> of a run.</summary>
internal static class RowReader
{
    private const int MostMistakes = 10;
    private const int Bins = 10;
    private const int MostPoints = 100;

    /// <summary>What can be told of a learner's test rows; null where nothing was kept of them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="trials">Its trials that ended well, each with its seed or fold.</param>
    /// <param name="classes">The names of the classes; empty for numbers, or where they are not known.</param>
    /// <param name="rowsOfFold">The rows of the file that each fold tests on, from 0; null where seeds test on the same rows.</param>
    public static RowFigures? Read(
        string folder, string learner, IReadOnlyList<(string Number, int Seed)> trials, IReadOnlyList<string> classes,
        IReadOnlyDictionary<int, IReadOnlyList<int>>? rowsOfFold)
    {
        var rows = trials.SelectMany(trial => RowsOf(folder, trial.Number, trial.Seed)).ToList();
        if (rows.Count == 0)
            return null;
        string NameOf(double value) => rows[0].IsClass ? classes.ElementAtOrDefault((int)value) ?? $"class {value}" : Plain(value);
        var mistakes = rows.Where(row => row.Loss > 0).OrderByDescending(row => row.Loss).Take(MostMistakes)
            .Select(row => new Mistake(
                PlaceOf(row, rowsOfFold), NameOf(row.Truth), NameOf(row.Said),
                row.Probabilities.Length == 0 ? null : row.Probabilities[(int)row.Truth])).ToList();
        var withProbabilities = rows.Where(row => row.Probabilities.Length > 1).ToList();
        var isBinary = withProbabilities.Count > 0 && withProbabilities[0].Probabilities.Length == 2;
        return new(learner, trials.Count, mistakes)
        {
            Reliability = withProbabilities.Count == 0 ? [] : ReliabilityOf(withProbabilities),
            Roc = isBinary ? RocOf(withProbabilities) : null,
            Positive = isBinary ? NameOf(1) : null,
        };
    }

    private static string Plain(double value) => value.ToString("G5", System.Globalization.CultureInfo.InvariantCulture);

    private static string PlaceOf(Row row, IReadOnlyDictionary<int, IReadOnlyList<int>>? rowsOfFold) =>
        rowsOfFold is not null && rowsOfFold.TryGetValue(row.Seed - 1, out var own) && row.Number < own.Count
            ? $"row {own[row.Number] + 1} of the file" : $"test row {row.Number + 1}, seed {row.Seed}";

    private static IEnumerable<Row> RowsOf(string folder, string trial, int seed)
    {
        var probabilities = CsvRows.Read(Path.Combine(folder, "predictions", $"trial-{trial}.csv.gz"))
            .Where(row => row["split"] == "test" && !row.Has("prediction"))
            .Select(row => Enumerable.Range(0, int.MaxValue).TakeWhile(c => row.Has($"{c}")).Select(c => row.Number($"{c}") ?? 0).ToArray())
            .ToList();
        var number = 0;
        foreach (var row in CsvRows.Read(Path.Combine(folder, "outcomes", $"trial-{trial}.csv.gz")))
        {
            var isClass = row.Has("class");
            var what = isClass ? "class" : "number";
            var (truth, said) = (row.Number(what) ?? 0, row.Number($"predicted {what}") ?? 0);
            yield return new(seed, number, isClass, truth, said, probabilities.ElementAtOrDefault(number) ?? []);
            number++;
        }
    }

    /// <summary>Of rows with about the same probability for what was said, the share that is right.</summary>
    private static List<ReliabilityBin> ReliabilityOf(IEnumerable<Row> rows) =>
    [
        .. rows.Select(row => (Probability: row.Probabilities.Max(), IsRight: row.Truth == row.Said))
            .GroupBy(row => Math.Min(Bins - 1, (int)(row.Probability * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(
                bin.Average(row => row.Probability), bin.Average(row => row.IsRight ? 1.0 : 0), bin.Count())),
    ];

    /// <summary>For each threshold the shares of true and of false rows that are called true, and the precision.</summary>
    private static List<RocPoint> RocOf(List<Row> rows)
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

    /// <summary>A test row.</summary>
    private sealed record Row(int Seed, int Number, bool IsClass, double Truth, double Said, double[] Probabilities)
    {
        /// <summary>How wrong it is: −ln of the true class's probability, or 1 for a wrong class; of a number the error.</summary>
        public double Loss => !IsClass ? Math.Abs(Truth - Said)
            : Truth == Said ? 0
            : Probabilities.Length == 0 ? 1 : -Math.Log(Math.Max(Probabilities[(int)Truth], 1e-30));
    }
}
