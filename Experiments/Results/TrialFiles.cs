using System.Globalization;
using System.Text.Json;
using MlPipelines.Experiments.Planning;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The files of a run's finished trials, one each: <c>trials/000012.json</c> holds the trial and its result. Where it was asked for
/// predictions at places, <c>maps/trial-12.csv</c> holds these, a line for each row of a grid, the first on top, or one for a line. Where
/// its experiment has an ensemble, <c>predictions/trial-12.csv.gz</c> holds those of validation and test rows.
/// <c>outcomes/trial-12.csv.gz</c> holds label and prediction of each test row. A trial is finished when its
/// JSON file is there: it is written last, to a temporary name, and renamed.
/// </summary>
internal static class TrialFiles
{
    /// <summary>The folder of the JSON files.</summary>
    public const string FolderName = "trials";

    /// <summary>The folder of predictions at places.</summary>
    public const string MapFolderName = "maps";

    /// <summary>The folder of predictions of validation and test rows.</summary>
    public const string PredictionFolderName = "predictions";

    /// <summary>The folder of what is said of test rows.</summary>
    public const string OutcomeFolderName = "outcomes";

    private const string Nothing = "", Pattern = "*.json";

    /// <summary>Writes a trial's files, each whole or not at all.</summary>
    public static void Write(string folder, FinishedTrial ended)
    {
        if (ended.Result.PlacePredictions is { } values && ended.Trial.Places is { } places)
        {
            Directory.CreateDirectory(Path.Combine(folder, MapFolderName));
            var rows = values.Chunk(places.Columns)
                .Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "\n");
            AtomicFile.WriteText(MapOf(folder, ended.Trial), rows);
        }

        if (ended.Result.TestOutcomes is { } outcomes)
            OutcomeFile.Write(OutcomesOf(folder, ended.Trial), outcomes);
        if (ended.Trial.KeepsPredictions && !ended.Result.Failed)
            PredictionFile.Write(PredictionsOf(folder, ended.Trial), ended.Result.Predictions);
        Directory.CreateDirectory(Path.Combine(folder, FolderName));
        AtomicFile.Write(PathOf(folder, ended.Trial.Number), stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            Write(json, ended);
        });
    }

    /// <summary>Reads the finished trials of a folder, in the order of their numbers.</summary>
    /// <exception cref="RunFolderException">A file is damaged, or its trial is not one of the plan.</exception>
    public static IEnumerable<FinishedTrial> Read(string folder, RunPlan plan)
    {
        var planned = plan.Trials.ToDictionary(trial => trial.Number);
        foreach (var path in Paths(folder).Order(StringComparer.Ordinal))
            yield return Read(folder, path, planned);
    }

    /// <summary>Reads those of some trials of a plan that are finished; no other file is looked at.</summary>
    /// <exception cref="RunFolderException">A file is damaged, or is that of another trial.</exception>
    public static IEnumerable<FinishedTrial> Read(string folder, IEnumerable<Trial> trials)
    {
        foreach (var trial in trials)
        {
            var path = PathOf(folder, trial.Number);
            if (File.Exists(path))
                yield return Read(folder, path, new() { [trial.Number] = trial });
        }
    }

    /// <summary>The files of finished trials that are in a folder, in no order.</summary>
    public static IEnumerable<string> Paths(string folder) =>
        Path.Combine(folder, FolderName) is var own && Directory.Exists(own) ? Directory.EnumerateFiles(own, Pattern) : [];

    /// <summary>What a finished trial says of the test rows; null where that was not kept.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public static RowOutcomes? FindOutcomes(string folder, Trial trial) => OutcomeFile.Find(OutcomesOf(folder, trial));

    /// <summary>Deletes a trial's file: it is to be run again.</summary>
    public static void Delete(string folder, Trial trial) => File.Delete(PathOf(folder, trial.Number));

    private static string PathOf(string folder, int number) =>
        Path.Combine(folder, FolderName, $"{number.ToString("000000", CultureInfo.InvariantCulture)}.json");

    private static string MapOf(string folder, Trial trial) => Path.Combine(folder, MapFolderName, $"trial-{trial.Number}.csv");

    private static string PredictionsOf(string folder, Trial trial) =>
        Path.Combine(folder, PredictionFolderName, $"trial-{trial.Number}.csv.gz");

    private static string OutcomesOf(string folder, Trial trial) =>
        Path.Combine(folder, OutcomeFolderName, $"trial-{trial.Number}.csv.gz");

    private static void Write(Utf8JsonWriter json, FinishedTrial ended)
    {
        var (trial, result) = (ended.Trial, ended.Result);
        json.WriteStartObject();
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

    private static FinishedTrial Read(string folder, string path, Dictionary<int, Trial> planned)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            string Text(string name) => json.RequiredText(name);
            var number = json.Required("trial").GetInt32();
            if (!planned.TryGetValue(number, out var trial) || !IsSame(trial, json))
            {
                throw new RunFolderException(
                    RunFolderProblem.OtherRun,
                    $"trial {number} in {folder} ({Text("experiment")}, {Text("learner")}, seed {json.Required("seed").GetInt32()}) is "
                        + $"not in this run's plan. "
                    + "Give the same suite and options as the run to continue.");
            }

            var result = ResultOf(json, trial) with { PlacePredictions = ReadMap(folder, trial) };
            return new FinishedTrial(
                trial, trial.KeepsPredictions && !result.Failed
                    ? result with { Predictions = PredictionFile.Read(PredictionsOf(folder, trial)) }
                    : result);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged,
                $"{path} is not the file of a finished trial: {exception.Message.TrimEnd('.')}. The file is damaged. Start a new run.",
                exception);
        }
    }

    private static TrialResult ResultOf(JsonElement json, Trial trial)
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

    private static bool IsSame(Trial trial, JsonElement json) =>
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

    /// <summary>Reads a trial's predictions at places; null where there are none.</summary>
    /// <exception cref="RunFolderException">The file does not hold a number for each place.</exception>
    private static List<float>? ReadMap(string folder, Trial trial)
    {
        var path = MapOf(folder, trial);
        if (trial.Places is not { } places || !File.Exists(path))
            return null;
        var values = new List<float>();
        foreach (var cell in File.ReadLines(path).SelectMany(line => line.Split(',')))
        {
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                throw new RunFolderException(
                    RunFolderProblem.Damaged, $"{path}: a number was expected, found '{cell}'; the file is damaged. Start a new run.");
            }

            values.Add(value);
        }

        return places.Has(values.Count)
            ? values
            : throw new RunFolderException(
                RunFolderProblem.Damaged,
                    $"{path}: {places.Count} numbers were expected, found {values.Count}; the file is damaged. Start a new run.");
    }
}
