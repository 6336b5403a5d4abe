using System.Globalization;

namespace MlPipelines.Comparisons.Results;

/// <summary>One CSV file of a run: its name, its columns, and the rows that a finished trial adds to it.</summary>
/// <param name="FileName">The file's name in the run's folder.</param>
/// <param name="Header">The columns, the third of which is the trial's number.</param>
/// <param name="Rows">The rows of a trial.</param>
internal sealed record ResultTable(string FileName, IReadOnlyList<string> Header, Func<TrialRecord, IEnumerable<IReadOnlyList<object?>>> Rows)
{
    private static readonly string[] Identity = ["suite", "experiment", "trial", "dataset", "learner", "seed"];
    private const int TrialColumn = 2;

    /// <summary>Final metrics: one row for each split and metric.</summary>
    public static ResultTable Metrics { get; } = new(
        "metrics.csv",
        [.. Identity, "split", "metric", "value"],
        record => record.Result.Metrics.Select(metric => (object?[])[.. IdentityOf(record), metric.Split, metric.Metric, metric.Value]));

    /// <summary>Metrics by epoch or iteration: one row for each moment, split and metric.</summary>
    public static ResultTable History { get; } = new(
        "history.csv",
        [.. Identity, "epoch", "iteration", "split", "metric", "value"],
        record => record.Result.History.Select(point =>
            (object?[])[.. IdentityOf(record), point.Epoch, point.Iteration, point.Split, point.Metric, point.Value]));

    /// <summary>One row for each trial, with its settings, times, memory and error. The file that says which trials are finished.</summary>
    public static ResultTable Trials { get; } = new(
        "trials.csv",
        [.. Identity, "kind", "settings", "parameters", "model_bytes", "prepare_seconds", "fit_seconds", "monitor_seconds", "predict_microseconds_per_row", "predict_one_p50_microseconds", "predict_one_p99_microseconds", "peak_mb", "error"],
        record =>
        [
            (object?[])[
                .. IdentityOf(record),
                record.Trial.Kind.Name,
                record.Result.Settings.ToString(),
                record.Result.Parameters,
                record.Result.ModelBytes,
                Rounded(record.Result.PrepareSeconds, 6),
                Rounded(record.Result.FitSeconds, 6),
                Rounded(record.Result.MonitorSeconds, 6),
                Rounded(record.Result.PredictMicroseconds, 3),
                Rounded(record.Result.PredictOne?.Median, 3),
                Rounded(record.Result.PredictOne?.Percentile99, 3),
                Rounded(record.Result.PeakMegabytes, 1),
                record.Result.Error]
        ]);

    /// <summary>Every table, in the order in which they are written: a trial is finished when the last has its row.</summary>
    public static IReadOnlyList<ResultTable> All { get; } = [Metrics, History, Trials];

    /// <summary>The first line.</summary>
    public string HeaderLine => CsvText.Rows([Header]);

    /// <summary>The rows of a trial as text.</summary>
    public string TextOf(TrialRecord record) => CsvText.Rows(Rows(record));

    /// <summary>The text of each trial's rows in a file that was written before.</summary>
    public IReadOnlyDictionary<int, string> Read(string path)
    {
        var texts = new Dictionary<int, System.Text.StringBuilder>();
        foreach (var (fields, raw) in CsvText.Read(path, Header))
        {
            if (!int.TryParse(fields[TrialColumn], NumberStyles.None, CultureInfo.InvariantCulture, out int trial))
                throw new UsageException($"--resume: {path}: '{fields[TrialColumn]}' is not the number of a trial; the file is damaged. Start a new run.");
            if (!texts.TryGetValue(trial, out var text))
                texts.Add(trial, text = new());
            text.Append(raw);
        }

        return texts.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    private static object?[] IdentityOf(TrialRecord record) =>
    [
        record.Trial.Suite, record.Trial.Experiment.Name, record.Trial.Number,
        record.Result.DataSet, record.Result.Learner, record.Result.Seed,
    ];

    /// <summary>Times and memory without digits that measure nothing.</summary>
    private static double? Rounded(double? value, int digits) => value is null ? null : Math.Round(value.Value, digits);
}
