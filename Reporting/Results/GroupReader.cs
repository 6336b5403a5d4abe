using System.Text.Json.Nodes;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Reporting.Results;

/// <summary>Reads the figures of the learners of a run, by experiment and data set.</summary>
internal static class GroupReader
{
    private const int FewTrials = 5; // below, an interval says less than the range of the trials
    private const int MostClasses = 15;
    private const int MostMetrics = 3;

    private static readonly string[] Shown =
        [Metric.Accuracy, Metric.LogLoss, Metric.Rmse, Metric.Mae, Metric.R2, Metric.Auc, Metric.MacroF1, Metric.CalibrationError];

    private static readonly (string Column, string Name, double Scale, int Decimals)[] Costs =
    [
        (TrialRow.CostColumns[0], "fit, s", 1, 2), (TrialRow.CostColumns[1], "predict, µs/row", 1, 1),
        (TrialRow.CostColumns[2], "parameters", 1, 0), (TrialRow.CostColumns[3], "model, kB", 0.001, 1),
    ];

    /// <summary>The groups by the whole name of their experiment.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="manifest">What its manifest says.</param>
    public static ILookup<string, GroupFigures> Read(string folder, JsonNode manifest)
    {
        var trials = CsvRows.Read(Path.Combine(folder, "trials.csv")).Select(TrialRow.Of).ToList();
        var metrics = CsvRows.Read(Path.Combine(folder, "metrics.csv"))
            .Where(row => row["split"] != Split.Train && Shown.Contains(row["metric"]))
            .Select(row => (Trial: row["trial"], Key: (Split: row["split"], Metric: row["metric"]), Value: row.Number("value")))
            .ToLookup(row => row.Trial);
        var curves = CurveReader.Read(folder);
        return trials.GroupBy(trial => (trial.Title, trial.DataSet)).ToLookup(group => group.Key.Title, group =>
        {
            var experiment = ExperimentOf(manifest, group.Key.Title);
            var main = (string?)experiment?["compare"];
            var own = group.ToDictionary(
                trial => trial.Number, trial => metrics[trial.Number].ToDictionary(row => row.Key, row => row.Value));
            var all = own.Values.SelectMany(values => values.Keys).Distinct().ToList();
            var keys = all.Where(key => key.Split != Split.Validation || all.TrueForAll(other => other.Split == Split.Validation))
                .OrderBy(key => key.Metric != main).ThenBy(key => Array.IndexOf(Shown, key.Metric)).ThenBy(key => key.Split)
                .Take(MostMetrics).ToList();
            var interval = Intervals(manifest, experiment, group.Key.Title, group.Key.DataSet);
            var learners = group.GroupBy(trial => trial.Learner).Select(learner => new LearnerRow(
                learner.Key, learner.First().Settings, learner.Count(trial => !trial.Failed), learner.Count(trial => trial.Failed),
                [
                    .. keys.Select(key => CellOf(
                        [.. learner.Select(trial => own[trial.Number].GetValueOrDefault(key)).OfType<double>()], key.Metric, interval)),
                    .. Costs.Select(cost => CellOf(
                        [.. learner.Select(trial => trial.Costs[cost.Column] * cost.Scale).OfType<double>()], null, interval)),
                ])).ToList();
            List<FigureColumn> columns =
            [
                .. keys.Select(key => new FigureColumn(
                    $"{key.Split} {key.Metric}", Metric.LowerIsBetter(key.Metric), IsLarge(learners, keys.IndexOf(key)) ? 1 : 4)),
                .. Costs.Select(cost => new FigureColumn(cost.Name, true, cost.Decimals)),
            ];
            var sorted = Sorted(learners, columns);
            return new GroupFigures
            {
                DataSet = group.Key.DataSet,
                TrialsAre = experiment?["data"] is JsonObject data && data["folds"] is not null ? "folds" : "seeds",
                Columns = columns,
                Learners = sorted,
                Curves = curves.Of(group.Key.Title, group.Key.DataSet, [.. sorted.Select(learner => learner.Name)]),
                Rows = RowsOf(folder, group.Key.Title, sorted, [.. group], ClassesOf(manifest, group.Key), manifest),
                Confusion = ConfusionOf(folder, sorted.FirstOrDefault()?.Name, [.. group], ClassesOf(manifest, group.Key)),
            };
        });
    }

    private static List<LearnerRow> Sorted(List<LearnerRow> learners, List<FigureColumn> columns)
    {
        double Key(LearnerRow learner) => learner.Cells[0] is not { } cell || learner.Failed > 0 ? double.PositiveInfinity
            : columns[0].LowerIsBetter == true ? cell.Mean : -cell.Mean;
        return [.. learners.OrderBy(Key)];
    }

    private static bool IsLarge(IEnumerable<LearnerRow> learners, int column) =>
        learners.Any(learner => learner.Cells[column] is { Mean: > 100 });

    private static JsonNode? ExperimentOf(JsonNode manifest, string title) =>
        (from suite in manifest["suites"] as JsonArray ?? []
         from experiment in suite?["experiments"] as JsonArray ?? []
         where $"{suite["name"]}/{experiment?["name"]}" == title
         select experiment).FirstOrDefault();

    private static JsonNode? DataOf(JsonNode manifest, string title, string name) => (manifest["dataSets"] as JsonArray ?? [])
        .FirstOrDefault(data => (string?)data?["experiment"] == title && ((string?)data["asked"] == name || (string?)data["name"] == name));

    private static IReadOnlyList<string> ClassesOf(JsonNode manifest, (string Title, string DataSet) key) =>
        [.. (DataOf(manifest, key.Title, key.DataSet)?["classNames"] as JsonArray ?? []).Select(name => name?.ToString() ?? "")];

    /// <summary>How wide an interval is: over folds by the corrected test, whose training rows overlap.</summary>
    private static Func<IReadOnlyList<double>, Interval> Intervals(JsonNode manifest, JsonNode? experiment, string title, string name)
    {
        if (experiment?["data"] is not JsonObject own || own["folds"] is null || DataOf(manifest, title, name) is not { } data)
            return values => StudentInterval.Of(values);
        var ratio = (double)(data["testRows"] ?? 0) / Math.Max(1, (double)(data["trainRows"] ?? 1));
        return values =>
        {
            var spread = Spread.Of([.. values]);
            var error = spread.Deviation * Math.Sqrt((1.0 / spread.Count) + ratio);
            return StudentInterval.Around(spread.Mean, error, spread.Count - 1, 0.95);
        };
    }

    private static Cell? CellOf(IReadOnlyList<double> values, string? metric, Func<IReadOnlyList<double>, Interval> interval)
    {
        if (values.Count == 0)
            return null;
        var mean = values.Average();
        if (values.Count == 1 || metric is null || values.Any(value => !double.IsFinite(value)))
            return new(mean, null, null);
        var (low, high) = values.Count < FewTrials || values.Max() == values.Min()
            ? (values.Min(), values.Max()) : (interval(values).Low, interval(values).High);
        var (least, most) = Metric.RangeOf(metric);
        return new(mean, Math.Max(low, least), Math.Min(high, most));
    }

    /// <summary>
    /// The rows of the best learner with what is known of them; of one of the next two where only theirs have probabilities.
    /// </summary>
    private static RowFigures? RowsOf(
        string folder, string title, List<LearnerRow> learners, IReadOnlyList<TrialRow> trials, IReadOnlyList<string> classes,
        JsonNode manifest)
    {
        var several = (manifest["suites"] as JsonArray ?? []).Count > 1;
        var parts = title.Split('/');
        var folds = CsvRows.Read(Path.Combine(folder, "folds", several ? parts[0] : "", $"{parts[1]}.csv"))
            .Select(row => (Row: (int)row.Number("row")!.Value, Fold: (int)row.Number("fold")!.Value))
            .GroupBy(row => row.Fold)
            .ToDictionary(fold => fold.Key, fold => (IReadOnlyList<int>)[.. fold.Select(row => row.Row).Order()]);
        bool HasProbabilities(LearnerRow learner) => trials.Any(trial => trial.Learner == learner.Name
            && File.Exists(Path.Combine(folder, "predictions", $"trial-{trial.Number}.csv.gz")));
        if (learners.Count == 0)
            return null;
        var chosen = learners.Take(3).FirstOrDefault(HasProbabilities) ?? learners[0];
        return RowReader.Read(
            folder, chosen.Name,
            [.. trials.Where(trial => trial.Learner == chosen.Name && !trial.Failed).Select(trial => (trial.Number, trial.Seed))], classes,
            folds.Count > 0 ? folds : null);
    }

    private static Confusion? ConfusionOf(
        string folder, string? learner, IReadOnlyList<TrialRow> trials, IReadOnlyList<string> names)
    {
        var own = trials.Where(trial => trial.Learner == learner && !trial.Failed).ToList();
        long[,]? counts = null;
        foreach (var trial in own)
        {
            foreach (var row in CsvRows.Read(Path.Combine(folder, "outcomes", $"trial-{trial.Number}.csv.gz")))
            {
                if (!row.Has("predicted class"))
                    return null;
                var (truth, said) = ((int)row.Number("class")!.Value, (int)row.Number("predicted class")!.Value);
                if (Math.Max(truth, said) >= MostClasses)
                    return null;
                counts ??= new long[MostClasses, MostClasses];
                counts[truth, said]++;
            }
        }

        if (counts is null)
            return null;
        var classes = Enumerable.Range(0, MostClasses)
            .Last(i => Enumerable.Range(0, MostClasses).Any(j => counts[i, j] + counts[j, i] > 0)) + 1;
        return new(
            learner!, own.Count, [.. Enumerable.Range(0, classes).Select(i => names.ElementAtOrDefault(i) ?? $"class {i}")], counts);
    }
}

/// <summary>A row of <c>trials.csv</c>.</summary>
internal sealed record TrialRow(
    string Number, string Title, string DataSet, string Learner, int Seed, string Settings, bool Failed,
    IReadOnlyDictionary<string, double?> Costs)
{
    /// <summary>The columns of what a trial costs.</summary>
    public static IReadOnlyList<string> CostColumns { get; } =
        ["fit_seconds", "predict_microseconds_per_row", "parameters", "model_bytes"];

    /// <summary>Reads a row.</summary>
    public static TrialRow Of(CsvRow row) => new(
        row["trial"], $"{row["suite"]}/{row["experiment"]}", row["dataset"], row["learner"], (int)(row.Number("seed") ?? 1),
        row["settings"], row["error"].Length > 0,
        CostColumns.ToDictionary(name => name, row.Number));
}
