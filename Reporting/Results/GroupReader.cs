using System.Text.Json.Nodes;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Reporting.Results;

/// <summary>Reads the figures of the learners of a run, by experiment and data set.</summary>
internal static class GroupReader
{
    private const int FewTrials = 5; // below, an interval says less than the range of the trials

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
        var trials = TrialsOf(folder);
        var metrics = MetricsOf(folder);
        var curves = CurveReader.Read(folder);
        return trials.GroupBy(trial => (trial.Title, trial.DataSet)).ToLookup(group => group.Key.Title, group =>
        {
            var experiment = ExperimentOf(manifest, group.Key.Title);
            var own = group.ToDictionary(trial => trial.Number, trial => metrics.GetValueOrDefault(trial.Number) ?? []);
            var keys = ShownFigures.Of(own.Values.SelectMany(values => values.Keys), experiment.Part("compare").Text()).ToList();
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
            var (shown, confusion) = RowsOf(folder, group.Key.Title, sorted, [.. group], ClassesOf(manifest, group.Key), manifest);
            return new GroupFigures
            {
                DataSet = group.Key.DataSet,
                TrialsAre = experiment.Part("data") is JsonObject data && data["folds"] is not null ? "folds" : "seeds",
                Columns = columns,
                Learners = sorted,
                Curves = curves.Of(group.Key.Title, group.Key.DataSet, [.. sorted.Select(learner => learner.Name)]),
                Rows = shown,
                Confusion = confusion,
            };
        });
    }

    /// <summary>The trials, each once.</summary>
    private static List<TrialRow> TrialsOf(string folder)
    {
        var numbers = new HashSet<int>();
        return
        [
            .. CsvRows.Read(Path.Combine(folder, "trials.csv")).Select(row => (Row: row, Trial: TrialRow.Of(row)))
                .Select(read => numbers.Add(read.Trial.Number) ? read.Trial
                    : throw read.Row.Wrong($"has the trial {read.Trial.Number} twice")),
        ];
    }

    /// <summary>The metrics of each trial but those on training rows, each once.</summary>
    private static Dictionary<int, Dictionary<(string Split, string Metric), double?>> MetricsOf(string folder)
    {
        var metrics = new Dictionary<int, Dictionary<(string Split, string Metric), double?>>();
        foreach (var row in CsvRows.Read(Path.Combine(folder, "metrics.csv")).Where(row => row["split"] != Split.Train))
        {
            var trial = row.Whole("trial");
            if (!metrics.TryGetValue(trial, out var own))
                metrics.Add(trial, own = []);
            if (!own.TryAdd((row["split"], row["metric"]), row.Number("value")))
                throw row.Wrong($"has the {row["split"]} {row["metric"]} of the trial {trial} twice");
        }

        return metrics;
    }

    private static IReadOnlyList<LearnerRow> Sorted(List<LearnerRow> learners, List<FigureColumn> columns) => ShownFigures.BestFirst(
        learners, columns[0].LowerIsBetter == true, learner => learner.Failed > 0 ? null : learner.Cells[0]?.Mean);

    private static bool IsLarge(IEnumerable<LearnerRow> learners, int column) =>
        learners.Any(learner => learner.Cells[column] is { Mean: > 100 });

    private static JsonNode? ExperimentOf(JsonNode manifest, string title) =>
        (from suite in manifest.Part("suites").Items()
         from experiment in suite.Part("experiments").Items()
         where $"{suite.Part("name")}/{experiment.Part("name")}" == title
         select experiment).FirstOrDefault();

    private static JsonNode? DataOf(JsonNode manifest, string title, string name) => manifest.Part("dataSets").Items().FirstOrDefault(
        data => data.Part("experiment").Text() == title && (data.Part("asked").Text() == name || data.Part("name").Text() == name));

    private static IReadOnlyList<string> ClassesOf(JsonNode manifest, (string Title, string DataSet) key) =>
        [.. (DataOf(manifest, key.Title, key.DataSet).Part("classNames") as JsonArray ?? []).Select(name => name?.ToString() ?? "")];

    /// <summary>How wide an interval is: over folds by the corrected test, whose training rows overlap.</summary>
    private static Func<IReadOnlyList<double>, Interval> Intervals(JsonNode manifest, JsonNode? experiment, string title, string name)
    {
        if (experiment.Part("data") is not JsonObject own || own["folds"] is null || DataOf(manifest, title, name) is not { } data)
            return values => StudentInterval.Of(values);
        var ratio = (double)Math.Max(0, data.Part("testRows").Whole() ?? 0) / Math.Max(1, data.Part("trainRows").Whole() ?? 1);
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
    /// What is known of single rows, of the best learner or of one of the next two where only theirs have probabilities; and what the best
    /// one takes for what. The rows of a learner are read once.
    /// </summary>
    private static (RowFigures? Rows, Confusion? Confusion) RowsOf(
        string folder, string title, IReadOnlyList<LearnerRow> learners, IReadOnlyList<TrialRow> trials, IReadOnlyList<string> classes,
        JsonNode manifest)
    {
        if (ShownFigures.OfRows(
            learners, learner => trials.Any(
                trial => trial.Learner == learner.Name && TestRows.HasPredictions(folder, trial.Number))) is not { } chosen)
        {
            return default;
        }

        IReadOnlyList<TestRow> Read(LearnerRow learner) =>
        [
            .. trials.Where(trial => trial.Learner == learner.Name && !trial.Failed)
                .SelectMany(trial => TestRows.Read(folder, trial.Number, trial.Seed)),
        ];
        var (best, rows) = (learners[0], Read(chosen));
        return (
            RowReader.Of(folder, chosen.Name, chosen.Trials, rows, classes, Folds(folder, title, manifest)),
            ConfusionReader.Of(best.Name, best.Trials, chosen == best ? rows : Read(best), classes));
    }

    /// <summary>The rows of the file that each fold tests on; null where there are no folds.</summary>
    private static Dictionary<int, IReadOnlyList<int>>? Folds(string folder, string title, JsonNode manifest)
    {
        var several = manifest.Part("suites").Items().Count() > 1;
        var parts = title.Split('/');
        var folds = CsvRows.Read(Path.Combine(folder, "folds", several ? parts[0] : "", $"{parts[1]}.csv"))
            .Select(row => (Row: row.Whole("row"), Fold: row.Whole("fold")))
            .GroupBy(row => row.Fold)
            .ToDictionary(fold => fold.Key, fold => (IReadOnlyList<int>)[.. fold.Select(row => row.Row).Order()]);
        return folds.Count > 0 ? folds : null;
    }
}

/// <summary>A row of <c>trials.csv</c>.</summary>
internal sealed record TrialRow(
    int Number, string Title, string DataSet, string Learner, int Seed, string Settings, bool Failed,
    IReadOnlyDictionary<string, double?> Costs)
{
    /// <summary>The columns of what a trial costs.</summary>
    public static IReadOnlyList<string> CostColumns { get; } =
        ["fit_seconds", "predict_microseconds_per_row", "parameters", "model_bytes"];

    /// <summary>Reads a row.</summary>
    public static TrialRow Of(CsvRow row) => new(
        row.Whole("trial"), $"{row["suite"]}/{row["experiment"]}", row["dataset"], row["learner"],
        row["seed"].Length == 0 ? 1 : row.Whole("seed"), row["settings"], row["error"].Length > 0,
        CostColumns.ToDictionary(name => name, row.Number));
}
