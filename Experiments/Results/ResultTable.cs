using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Results;

/// <summary>A finished trial: what was planned and what came of it.</summary>
/// <param name="Trial">What was planned.</param>
/// <param name="Result">What came of it.</param>
public sealed record FinishedTrial(Trial Trial, TrialResult Result)
{
    /// <summary>A trial that failed with an error.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="dataSet">The name of its data set in tables.</param>
    /// <param name="error">What went wrong, a sentence.</param>
    public static FinishedTrial Failed(Trial trial, string dataSet, string error)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return new FinishedTrial(trial, new TrialResult
        {
            DataSet = dataSet,
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Error = error,
        });
    }
}

/// <summary>One CSV file of a run: its name, its columns, and the rows that a finished trial adds to it.</summary>
/// <param name="FileName">The file's name in the run's folder.</param>
/// <param name="Header">The columns.</param>
/// <param name="Rows">The rows of a trial.</param>
internal sealed record ResultTable(
    string FileName, IReadOnlyList<string> Header, Func<FinishedTrial, IEnumerable<IReadOnlyList<object?>>> Rows)
{
    private static readonly string[] Identity = ["suite", "experiment", "trial", "dataset", "learner", "seed"];

    /// <summary>
    /// Final metrics: one row for each split and metric. One that the split's rows leave undefined has no value; the reason is in
    /// <c>undefined.csv</c>.
    /// </summary>
    public static ResultTable Metrics { get; } = new(
        "metrics.csv",
        [.. Identity, "split", "metric", "value"],
        ended => [
            .. ended.Result.Metrics.Select(metric => (object?[])[.. IdentityOf(ended), metric.Split, metric.Metric, metric.Value]),
            .. ended.Result.Undefined.Select(
                metric => (object?[])[.. IdentityOf(ended), metric.Split, metric.Metric, null])]);

    /// <summary>Metrics by epoch or iteration: one row for each moment, split and metric.</summary>
    public static ResultTable History { get; } = new(
        "history.csv",
        [.. Identity, "epoch", "iteration", "split", "metric", "value"],
        ended => ended.Result.History.Select(point =>
            (object?[])[.. IdentityOf(ended), point.Epoch, point.Iteration, point.Split, point.Metric, point.Value]));

    /// <summary>One row for each trial, with its settings, times, memory and error.</summary>
    public static ResultTable Trials { get; } = new(
        "trials.csv",
        [
            .. Identity, "kind", "settings", "parameters", "model_bytes", "prepare_seconds", "fit_seconds", "monitor_seconds",
            "predict_microseconds_per_row", "predict_one_p50_microseconds", "predict_one_p99_microseconds", "peak_mb", "error",
        ],
        ended =>
        [
            (object?[])[
                .. IdentityOf(ended),
                ended.Trial.Kind.Name,
                ended.Result.Settings.ToString(),
                ended.Result.Parameters,
                ended.Result.ModelBytes,
                Rounded(ended.Result.PrepareSeconds, 6),
                Rounded(ended.Result.FitSeconds, 6),
                Rounded(ended.Result.MonitorSeconds, 6),
                Rounded(ended.Result.PredictMicroseconds, 3),
                Rounded(ended.Result.PredictOne?.Median, 3),
                Rounded(ended.Result.PredictOne?.Percentile99, 3),
                Rounded(ended.Result.PeakMegabytes, 1),
                ended.Result.Error]
        ]);

    /// <summary>One row for each metric that a split's rows leave undefined, with the reason; only where there is one.</summary>
    public static ResultTable Undefined { get; } = new(
        "undefined.csv",
        [.. Identity, "split", "metric", "reason"],
        ended => ended.Result.Undefined.Select(
            metric => (object?[])[.. IdentityOf(ended), metric.Split, metric.Metric, metric.Reason]));

    /// <summary>One row for each of the settings that a trial tried, with its figure on validation rows; only where there is one.</summary>
    public static ResultTable Tries { get; } = new(
        "tries.csv",
        [.. Identity, "settings", "validation_figure", "fit_seconds", "chosen", "error"],
        ended => ended.Result.Tries.Select(tried => (object?[])[
            .. IdentityOf(ended), tried.Text, tried.Figure, Rounded(tried.Seconds, 6), tried.IsChosen ? "yes" : "no", tried.Error]));

    /// <summary>Every table that a run always has.</summary>
    public static IReadOnlyList<ResultTable> All { get; } = [Metrics, History, Trials];

    /// <summary>The file's text: the header, and the rows of each trial.</summary>
    public IEnumerable<string> Text(IEnumerable<FinishedTrial> trials) =>
        trials.Select(ended => CsvText.Rows(Rows(ended))).Prepend(CsvText.Rows([Header]));

    private static object?[] IdentityOf(FinishedTrial ended) =>
    [
        ended.Trial.Suite, ended.Trial.Experiment, ended.Trial.Number,
        ended.Result.DataSet, ended.Result.Learner, ended.Result.Seed,
    ];

    /// <summary>Times and memory without digits that measure nothing.</summary>
    private static double? Rounded(double? value, int digits) => value is null ? null : Math.Round(value.Value, digits);
}
