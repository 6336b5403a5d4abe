using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MlPipelines.Experiments.Planning;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The files of a run's finished trials, one each: <c>trials/000012.json</c> holds the trial and its result. Where it was asked for
/// predictions at places, <c>maps/trial-12.csv</c> holds these, a line for each row of a grid, the first on top, or one for a line. Where
/// its experiment has an ensemble, <c>predictions/trial-12.csv.gz</c> holds those of validation and test rows.
/// <c>outcomes/trial-12.csv.gz</c> holds label and prediction of each test row. A trial is finished when its
/// JSON file is there: it is written last, to a temporary name, and renamed. It has a checksum of itself and of the other files.
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

    /// <summary>What stands behind the name of a damaged file.</summary>
    public const string DamagedEnding = ".damaged";

    private const string Pattern = "*.json";

    /// <summary>Writes a trial's files, each whole or not at all.</summary>
    public static void Write(string folder, FinishedTrial ended)
    {
        var files = new List<string>();
        if (ended.Result.PlacePredictions is { } values && ended.Trial.Places is { } places)
        {
            Directory.CreateDirectory(Path.Combine(folder, MapFolderName));
            var rows = values.Chunk(places.Columns)
                .Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "\n");
            AtomicFile.WriteText(Added(MapOf(ended.Trial)), rows);
        }

        if (ended.Result.TestOutcomes is { } outcomes)
            OutcomeFile.Write(Added(OutcomesOf(ended.Trial)), outcomes);
        if (ended.Trial.KeepsPredictions && !ended.Result.Failed)
            PredictionFile.Write(Added(PredictionsOf(ended.Trial)), ended.Result.Predictions);
        Directory.CreateDirectory(Path.Combine(folder, FolderName));
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
            TrialJson.Write(json, ended, files.Select(name => (name, HashOf(Path.Combine(folder, name)))));
        AtomicFile.Write(PathOf(folder, ended.Trial.Number), stream => stream.Write(SealedJson.Seal(content.ToArray())));

        string Added(string name)
        {
            files.Add(name);
            return Path.Combine(folder, name);
        }
    }

    /// <summary>Reads the finished trials of a folder, in the order of their numbers.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="damaged">Told of each file of a trial that is damaged, and what is wrong; it is left out.</param>
    /// <exception cref="RunFolderException">A trial is not one of the plan, or a file there is of no trial at all.</exception>
    public static IEnumerable<FinishedTrial> Read(string folder, RunPlan plan, Action<string, string> damaged)
    {
        var planned = plan.Trials.ToDictionary(trial => trial.Number);
        foreach (var path in Paths(folder).Order(StringComparer.Ordinal))
        {
            if (Find(folder, path, planned, damaged) is { } ended)
                yield return ended;
        }
    }

    /// <summary>Reads those of some trials of a plan that are finished; no other file is looked at.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="damaged">As of the other.</param>
    /// <exception cref="RunFolderException">A file is that of another trial.</exception>
    public static IEnumerable<FinishedTrial> Read(string folder, IEnumerable<Trial> trials, Action<string, string> damaged)
    {
        foreach (var trial in trials)
        {
            var path = PathOf(folder, trial.Number);
            if (File.Exists(path) && Find(folder, path, new() { [trial.Number] = trial }, damaged) is { } ended)
                yield return ended;
        }
    }

    /// <summary>The files of finished trials that are in a folder, in no order.</summary>
    public static IEnumerable<string> Paths(string folder) =>
        Path.Combine(folder, FolderName) is var own && Directory.Exists(own) ? Directory.EnumerateFiles(own, Pattern) : [];

    /// <summary>What a finished trial says of the test rows; null where that was not kept.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public static RowOutcomes? FindOutcomes(string folder, Trial trial) => OutcomeFile.Find(Path.Combine(folder, OutcomesOf(trial)));

    /// <summary>Gives a damaged file another name, so that its trial can be run again and nothing is lost.</summary>
    public static void SetAside(string path) => File.Move(path, path + DamagedEnding, overwrite: true);

    /// <summary>Deletes a trial's file: it is to be run again.</summary>
    public static void Delete(string folder, Trial trial) => File.Delete(PathOf(folder, trial.Number));

    private static string PathOf(string folder, int number) =>
        Path.Combine(folder, FolderName, $"{number.ToString("000000", CultureInfo.InvariantCulture)}.json");

    // Names in the run's folder; the same on every system, as they are written into files.
    private static string MapOf(Trial trial) => $"{MapFolderName}/trial-{trial.Number}.csv";

    private static string PredictionsOf(Trial trial) => $"{PredictionFolderName}/trial-{trial.Number}.csv.gz";

    private static string OutcomesOf(Trial trial) => $"{OutcomeFolderName}/trial-{trial.Number}.csv.gz";

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>A finished trial; null, and a word to <paramref name="damaged"/>, where its file or one beside it is damaged.</summary>
    private static FinishedTrial? Find(string folder, string path, Dictionary<int, Trial> planned, Action<string, string> damaged)
    {
        if (!int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged,
                $"{path} is not the file of a finished trial: its name is no number. Take it out of the folder of the run.");
        }

        try
        {
            using var document = JsonDocument.Parse(SealedJson.Open(File.ReadAllBytes(path)));
            return Read(folder, number, document.RootElement, planned);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException
                or InvalidDataException or RunFolderException { Problem: RunFolderProblem.Damaged })
        {
            damaged(path, exception.Message.TrimEnd('.'));
            return null;
        }
    }

    private static FinishedTrial Read(string folder, int number, JsonElement json, Dictionary<int, Trial> planned)
    {
        if (json.Required("trial").GetInt32() is var own && own != number)
            throw new InvalidDataException($"it is the file of trial {own}");
        if (!planned.TryGetValue(number, out var trial) || !TrialJson.IsOf(trial, json))
        {
            throw new RunFolderException(
                RunFolderProblem.OtherRun,
                $"trial {number} in {folder} ({json.RequiredText("experiment")}, {json.RequiredText("learner")}, "
                    + $"seed {json.Required("seed").GetInt32()}) is not in this run's plan. "
                    + "Give the same suite and options as the run to continue.");
        }

        foreach (var (name, hash) in TrialJson.FilesOf(json))
        {
            var file = Path.Combine(folder, name);
            if (!File.Exists(file))
                throw new InvalidDataException($"{name}, which belongs to it, is not there");
            if (HashOf(file) != hash)
                throw new InvalidDataException($"{name}, which belongs to it, is damaged: its checksum is not that of its content");
        }

        var result = TrialJson.ResultOf(json, trial) with { PlacePredictions = ReadMap(folder, trial) };
        return new FinishedTrial(
            trial, trial.KeepsPredictions && !result.Failed
                ? result with { Predictions = PredictionFile.Read(Path.Combine(folder, PredictionsOf(trial))) }
                : result);
    }

    /// <summary>Reads a trial's predictions at places; null where there are none.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a number for each place.</exception>
    private static List<float>? ReadMap(string folder, Trial trial)
    {
        var path = Path.Combine(folder, MapOf(trial));
        if (trial.Places is not { } places || !File.Exists(path))
            return null;
        var values = new List<float>();
        foreach (var cell in File.ReadLines(path).SelectMany(line => line.Split(',')))
        {
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new InvalidDataException($"{path}: a number was expected, found '{cell}'");

            values.Add(value);
        }

        return places.Has(values.Count)
            ? values
            : throw new InvalidDataException($"{path}: {places.Count} numbers were expected, found {values.Count}");
    }
}
