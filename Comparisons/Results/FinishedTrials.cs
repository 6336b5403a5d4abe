using System.Globalization;
using MlPipelines.Comparisons.Running;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Results;

/// <summary>The finished trials of an earlier run, read back from its files.</summary>
internal static class FinishedTrials
{
    /// <summary>Reads the trials that <c>trials.csv</c> in <paramref name="folder"/> says are finished.</summary>
    /// <exception cref="UsageException">A file is missing, or its rows are not those of the plan.</exception>
    public static IReadOnlyList<TrialRecord> Read(string folder, RunPlan plan)
    {
        foreach (var table in ResultTable.All)
        {
            if (!File.Exists(Path.Combine(folder, table.FileName)))
                throw new UsageException($"--resume: there is no {table.FileName} in {folder}; it is not the folder of a run.");
        }

        var metrics = CsvText.Read(Path.Combine(folder, ResultTable.Metrics.FileName), ResultTable.Metrics.Header)
            .Select(row => new Row(folder, ResultTable.Metrics, row.Fields))
            .ToLookup(row => row.Integer("trial"), row => new MetricValue(row["split"], row["metric"], row.Required("value")));
        var history = CsvText.Read(Path.Combine(folder, ResultTable.History.FileName), ResultTable.History.Header)
            .Select(row => new Row(folder, ResultTable.History, row.Fields))
            .ToLookup(row => row["trial"], row => new HistoryPoint(row.Integer("epoch"), row.Integer("iteration"), row["split"], row["metric"], row.Required("value")));
        var planned = plan.Trials.ToDictionary(trial => trial.Number);
        var records = new List<TrialRecord>();
        foreach (var (fields, _) in CsvText.Read(Path.Combine(folder, ResultTable.Trials.FileName), ResultTable.Trials.Header))
        {
            var row = new Row(folder, ResultTable.Trials, fields);
            if (!planned.TryGetValue(row.Integer("trial"), out var trial) || !IsSame(trial, row))
                throw new UsageException(
                    $"--resume: trial {row["trial"]} in {folder} ({row["experiment"]}, {row["learner"]}, seed {row["seed"]}) is not in this run's plan. "
                    + "Give the same suite and options as the run to continue.");
            records.Add(new TrialRecord(trial, new TrialResult
            {
                DataSet = row["dataset"],
                Learner = row["learner"],
                Settings = trial.Settings,
                Seed = trial.Seed,
                Metrics = [.. metrics[trial.Number]],
                History = [.. history[row["trial"]]],
                GridPredictions = MapFiles.Read(folder, trial),
                Parameters = row.Whole("parameters"),
                ModelBytes = row.Whole("model_bytes"),
                PrepareSeconds = row.Number("prepare_seconds"),
                FitSeconds = row.Number("fit_seconds"),
                MonitorSeconds = row.Number("monitor_seconds"),
                PredictMicroseconds = row.Number("predict_microseconds_per_row"),
                PredictOne = row.Number("predict_one_p50_microseconds") is { } median && row.Number("predict_one_p99_microseconds") is { } percentile
                    ? new SingleRowLatency(median, percentile)
                    : null,
                PeakMegabytes = row.Number("peak_mb"),
                Error = row["error"] is "" ? null : row["error"],
            }));
        }

        return records;
    }

    private static bool IsSame(Trial trial, Row row) => row["suite"] == trial.Suite && row["experiment"] == trial.Experiment.Name
        && row["learner"] == trial.Learner && row.Integer("seed") == trial.Seed
        && row["kind"] == trial.Kind.Name && IsSame(trial, row["settings"]);

    /// <summary>Whether settings of an earlier run are a trial's; those that an earlier version did not have yet count by their defaults.</summary>
    private static bool IsSame(Trial trial, string settings)
    {
        try
        {
            return settings == trial.Settings.ToString() || trial.Kind.Complete(Settings.Parse(settings)).Equals(trial.Settings);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private readonly struct Row(string folder, ResultTable table, string[] fields)
    {
        public string this[string column] => fields[table.Header.ToList().IndexOf(column)];

        public int Integer(string column) =>
            int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Damaged(column, "a whole number");

        public long? Whole(string column) => this[column] is "" ? null
            : long.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Damaged(column, "a whole number");

        public double? Number(string column) => this[column] is "" ? null
            : double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Damaged(column, "a number");

        public double Required(string column) => Number(column) ?? throw Damaged(column, "a number");

        private UsageException Damaged(string column, string expected) => new(
            $"--resume: {Path.Combine(folder, table.FileName)}, trial {this["trial"]}, column '{column}': {expected} was expected, found '{this[column]}'; the file is damaged. Start a new run.");
    }
}
