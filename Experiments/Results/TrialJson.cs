using System.Globalization;
using System.Text.Json;
using MlPipelines.Experiments.Planning;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Results;

/// <summary>What the JSON file of a finished trial holds: all that the tables are made of.</summary>
internal static class TrialJson
{
    /// <summary>The property that names the other files of a trial with their checksums.</summary>
    public const string FilesName = "files";

    private const string Nothing = "";

    /// <summary>Writes a trial.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="ended">The trial.</param>
    /// <param name="files">The other files of the trial, by their names in the run's folder, with their SHA-256.</param>
    public static void Write(Utf8JsonWriter json, FinishedTrial ended, IEnumerable<(string Name, string Hash)> files)
    {
        var (trial, result) = (ended.Trial, ended.Result);
        json.WriteStartObject();
        json.WriteBoolean(SealedJson.Mark, true);
        json.WriteNumber("trial", trial.Number);
        json.WriteString("suite", trial.Suite);
        json.WriteString("experiment", trial.Experiment);
        json.WriteString("asked", trial.DataSet);
        json.WriteString("dataset", result.DataSet);
        json.WriteString("learner", trial.Learner);
        json.WriteNumber("seed", trial.Seed);
        json.WriteString("kind", trial.Kind.Name);
        json.WriteString("settings", trial.Settings.ToString());
        Write(json, "parameters", result.Parameters);
        Write(json, "modelBytes", result.ModelBytes);
        Write(json, "prepareSeconds", result.PrepareSeconds);
        Write(json, "fitSeconds", result.FitSeconds);
        Write(json, "monitorSeconds", result.MonitorSeconds);
        Write(json, "predictMicroseconds", result.PredictMicroseconds);
        Write(json, "predictOneMedian", result.PredictOne?.Median);
        Write(json, "predictOnePercentile99", result.PredictOne?.Percentile99);
        Write(json, "peakMegabytes", result.PeakMegabytes);
        Write(json, "trialsAtOnce", result.TrialsAtOnce);
        json.WriteString("error", result.Error ?? Nothing);
        json.WriteStartArray("warnings");
        foreach (var warning in result.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        if (result.Tries.Count > 0)
            Write(json, result.Tries);
        json.WriteStartObject(FilesName);
        foreach (var (name, hash) in files)
            json.WriteString(name, hash);
        json.WriteEndObject();
        json.WriteStartArray("metrics"); // each [split, metric, value]
        foreach (var metric in result.Metrics)
        {
            json.WriteStartArray();
            json.WriteStringValue(metric.Split);
            json.WriteStringValue(metric.Metric);
            Write(json, metric.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("undefined"); // each [split, metric, reason]
        foreach (var metric in result.Undefined)
        {
            json.WriteStartArray();
            json.WriteStringValue(metric.Split);
            json.WriteStringValue(metric.Metric);
            json.WriteStringValue(metric.Reason);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("history"); // each [epoch, iteration, split, metric, value]
        foreach (var point in result.History)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.Epoch);
            json.WriteNumberValue(point.Iteration);
            json.WriteStringValue(point.Split);
            json.WriteStringValue(point.Metric);
            Write(json, point.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SettingsTry> tries)
    {
        json.WriteStartArray("tries");
        foreach (var tried in tries)
        {
            json.WriteStartObject();
            json.WriteString("settings", tried.Settings.ToString());
            Write(json, "figure", tried.Figure);
            Write(json, "seconds", tried.Seconds);
            json.WriteBoolean("chosen", tried.IsChosen);
            json.WriteString("error", tried.Error ?? Nothing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static SettingsTry TryOf(JsonElement json) => new(
        Settings.Parse(json.RequiredText("settings")), NumberOf(json.Required("figure")),
        Required(json.Required("seconds")), json.Required("chosen").GetBoolean())
    {
        Error = json.RequiredText("error") is { Length: > 0 } error ? error : null,
    };

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
            Write(json, number);
        else
            json.WriteNullValue();
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }

    /// <summary>A number with the fewest digits that read back to it; NaN and the infinities, which JSON lacks, as text.</summary>
    private static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What came of a trial.</summary>
    public static TrialResult ResultOf(JsonElement json, Trial trial)
    {
        double? Number(string name) => NumberOf(json.Required(name));
        long? Whole(string name) => json.Required(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetInt64() : null;

        return new TrialResult
        {
            DataSet = json.RequiredText("dataset"),
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Metrics = [
                .. json.Required("metrics").EnumerateArray().Select(row => row.RequiredItems(3))
                    .Select(row => new MetricValue(TextOf(row[0]), TextOf(row[1]), Required(row[2])))],
            Undefined = json.TryGetProperty("undefined", out var undefined)
                ? [
                    .. undefined.EnumerateArray().Select(row => row.RequiredItems(3))
                        .Select(row => new UndefinedMetric(TextOf(row[0]), TextOf(row[1]), TextOf(row[2])))]
                : [],
            History =
            [
                .. json.Required("history").EnumerateArray().Select(row => row.RequiredItems(5)).Select(row =>
                    new HistoryPoint(row[0].GetInt32(), row[1].GetInt64(), TextOf(row[2]), TextOf(row[3]), Required(row[4]))),
            ],
            Parameters = Whole("parameters"),
            ModelBytes = Whole("modelBytes"),
            PrepareSeconds = Number("prepareSeconds"),
            FitSeconds = Number("fitSeconds"),
            MonitorSeconds = Number("monitorSeconds"),
            PredictMicroseconds = Number("predictMicroseconds"),
            PredictOne = Number("predictOneMedian") is { } median && Number("predictOnePercentile99") is { } percentile
                ? new SingleRowLatency(median, percentile) : null,
            PeakMegabytes = Number("peakMegabytes"),
            TrialsAtOnce = json.TryGetProperty("trialsAtOnce", out var atOnce) ? (int?)NumberOf(atOnce) : null,
            Warnings = [.. json.Required("warnings").EnumerateArray().Select(TextOf)],
            Tries = json.TryGetProperty("tries", out var tries) ? [.. tries.EnumerateArray().Select(TryOf)] : [],
            Error = json.RequiredText("error") is { Length: > 0 } error ? error : null,
        };
    }

    private static string TextOf(JsonElement json) => json.TextOf("a part of a row");

    private static double? NumberOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        _ => json.GetDouble(),
    };

    private static double Required(JsonElement json) => NumberOf(json) ?? throw new FormatException("A number was expected, found null");

    /// <summary>The other files of a trial, with their SHA-256; none of a trial by an earlier version.</summary>
    public static IEnumerable<(string Name, string? Hash)> FilesOf(JsonElement json) => json.TryGetProperty(FilesName, out var files)
        ? files.EnumerateObject().Select(file => (file.Name, file.Value.GetString())) : [];

    /// <summary>Whether a file is of a trial.</summary>
    public static bool IsOf(Trial trial, JsonElement json) =>
        json.RequiredText("suite") == trial.Suite && json.RequiredText("experiment") == trial.Experiment
        && json.RequiredText("asked") == trial.DataSet && json.RequiredText("learner") == trial.Learner
        && json.Required("seed").GetInt32() == trial.Seed && json.RequiredText("kind") == trial.Kind.Name
        && IsSame(trial, json.RequiredText("settings"));

    /// <summary>
    /// Whether settings of an earlier run are a trial's; those that an earlier version did not have yet count by their defaults.
    /// </summary>
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
}
