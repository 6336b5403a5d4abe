using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Experiments.Results;

/// <summary>What <c>run.json</c> says: which program ran what, on which rows, where, and how far it came.</summary>
/// <param name="plan">The plan.</param>
/// <param name="program">The name of the program that runs it.</param>
/// <param name="command">The command as it was given.</param>
/// <param name="threads">Number of threads in all.</param>
public sealed class RunManifest(RunPlan plan, string program, string command, int threads)
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "run.json";

    /// <summary>The name of the file as it was before.</summary>
    public const string PreviousFileName = FileName + ".previous";

    /// <summary>
    /// The number of the format of a run's folder. It rises when figures of earlier runs cannot be compared with new ones or files are
    /// written otherwise: 2 since ML.NET's trainers are those of its packages, 3 since each trial is a file of its own; without a number a
    /// folder is of form 1.
    /// </summary>
    public const int Format = 3;

    private const int FirstOfPackages = 2;
    private const int MostNames = 100; // of classes

    private readonly List<JsonObject> _shards = [];
    private string _started = Time(DateTimeOffset.UtcNow);
    private readonly List<JsonObject> _dataSets = [];
    private readonly List<string> _notices = [];

    /// <summary>Sentences that every output repeats, such as that rows are generated in place of real ones.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Records a data set as it was loaded for an experiment.</summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="asked">The name of the data set that the experiment asks for.</param>
    /// <param name="data">What was loaded for it.</param>
    public void Add(string suite, Experiment experiment, string asked, DataSet data)
    {
        var json = new JsonObject
        {
            ["experiment"] = $"{suite}/{experiment.Name}",
            ["asked"] = asked,
            ["name"] = data.Name,
            ["source"] = data.Source.Text,
            ["standIn"] = data.Source.IsStandIn,
            ["trainRows"] = data.TrainRows,
            ["validationRows"] = data.ValidationRows,
            ["testRows"] = data.TestRows,
            ["features"] = data.FeatureCount,
            ["classes"] = data.ClassCount,
            ["sha256"] = data.ContentHash,
        };
        if (data.LargeTest is not null)
            json["largeTestRows"] = data.LargeTestRows;
        if (data.ClassNames.Count is > 0 and <= MostNames)
            json["classNames"] = new JsonArray([.. data.ClassNames.Select(name => JsonValue.Create(name))]);
        _dataSets.Add(json);
        if (data.Source.IsStandIn)
            AddNotice($"{suite}/{experiment.Name} did not run on real data: {data.Source.Text}.");
    }

    /// <summary>Refuses to continue a run whose rows were others: its results and the new ones could not be compared.</summary>
    /// <param name="earlier">The text of the earlier run's file.</param>
    /// <param name="whose">Whose rows they are, for the error.</param>
    /// <exception cref="RunFolderException">The rows of an experiment differ, or the file cannot be read.</exception>
    public void RequireSameData(string earlier, string whose = "the earlier run")
    {
        List<(string? Experiment, string? Asked, string? Hash, string? Source)> before;
        try
        {
            before = [.. ManifestFile.Parse(earlier).Part("dataSets").Items().Select(data => (
                data.Part("experiment").Text(), data.Part("asked").Text(), data.Part("sha256").Text(), data.Part("source").Text()))];
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged, $"the record of {whose} cannot be read: {exception.Message}", exception);
        }

        foreach (var data in _dataSets)
        {
            var same = before.FindIndex(other =>
                other.Experiment == (string?)data["experiment"] && other.Asked == (string?)data["asked"]);
            if (same >= 0 && before[same].Hash != (string?)data["sha256"])
            {
                throw new RunFolderException(
                    RunFolderProblem.OtherRun,
                    $"the rows of {data["asked"]} in {data["experiment"]} are not those of {whose} ({before[same].Source}; now "
                        + $"{data["source"]}). "
                    + "Start a new run, or give the data of the earlier one.");
            }
        }
    }

    /// <summary>
    /// Takes in what several processes did in a folder: when the first began, and on which machine each was. Their rows must be these.
    /// </summary>
    /// <exception cref="RunFolderException">The rows of a share differ, or its record cannot be read.</exception>
    public void TakeIn(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        foreach (var (name, text) in ShardRecords.Read(folder.Path))
        {
            var shard = ShardRecords.Shortened(name, text);
            RequireSameData(text, $"the share {shard["shard"]}");
            _shards.Add(shard);
        }

        string?[] starts = [_started, StartOf(FindText(folder.Path)), .. _shards.Select(shard => (string?)shard["started"])];
        _started = starts.OfType<string>().Min(StringComparer.Ordinal)!;
    }

    private static string? StartOf(string? text)
    {
        try
        {
            return text is null ? null : (string?)JsonNode.Parse(text)?["started"];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // RequireSameData has said what is wrong
        }
    }

    /// <summary>
    /// The text of a run's file, or of the one before it where that is damaged; null where there is neither.
    /// </summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="warn">Told where the one before is taken; null for nobody.</param>
    /// <exception cref="RunFolderException">What is there is damaged.</exception>
    public static string? FindText(string folder, Action<string>? warn = null)
    {
        string path = Path.Combine(folder, FileName), previousPath = Path.Combine(folder, PreviousFileName);
        var (text, fault) = TextOrFault(path);
        if (text is not null || !(File.Exists(path) || File.Exists(previousPath)))
            return text;
        var (previous, faultOfPrevious) = TextOrFault(previousPath);
        if (previous is not null)
        {
            warn?.Invoke($"{path} cannot be used: {fault}. The one before it, {PreviousFileName}, is taken.");
            return previous;
        }

        throw new RunFolderException(
            RunFolderProblem.Damaged,
            $"the earlier run's {FileName} cannot be read: {fault}; nor can the one before it, {PreviousFileName}: {faultOfPrevious}. "
                + "Start a new run in another folder.");
    }

    /// <summary>Whether a run's file is there and what was written.</summary>
    internal static bool IsSound(string folder) => TextOrFault(Path.Combine(folder, FileName)).Text is not null;

    private static (string? Text, string Fault) TextOrFault(string path)
    {
        try
        {
            var text = Encoding.UTF8.GetString(SealedJson.Open(File.ReadAllBytes(path)));
            using var document = JsonDocument.Parse(text);
            return (text, "");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "it is not there");
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Refuses the folder of a run that another version wrote in another form.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="warn">Told where the file is damaged and the one before it is taken; null for nobody.</param>
    /// <exception cref="RunFolderException">The form is an earlier or a later one, or the file cannot be read.</exception>
    public static void RequireFormat(string folder, Action<string>? warn = null)
    {
        var text = FindText(folder, warn)
            ?? throw new RunFolderException(
                RunFolderProblem.Damaged, $"there is no {FileName} in {folder}; it is not the folder of a run.");
        long format;
        try
        {
            format = ManifestFile.Parse(text).Part("format").Whole() ?? 1;
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged, $"the earlier run's {FileName} cannot be read: {exception.Message}", exception);
        }

        if (format < Format)
        {
            var why = format < FirstOfPackages
                ? "it used other versions of the trainers of ML.NET, so its figures cannot be compared with new ones"
                : "it does not have a file for each trial";
            throw new RunFolderException(
                RunFolderProblem.OtherVersion,
                $"the run in {folder} is of an earlier version of this program (format {format}, this version continues format {Format}): "
                    + $"{why}. "
                + "Its files stay as they are; start a new run in another folder.");
        }

        if (format > Format)
        {
            throw new RunFolderException(
                RunFolderProblem.OtherVersion,
                $"the run in {folder} is of a later version of this program (format {format}, this version continues format {Format}). "
                + "Continue it with that version, or start a new run in another folder.");
        }
    }

    /// <summary>
    /// Whether the file of an earlier run is of the same experiments, learners, settings and seeds; claims and pictures may differ. A
    /// folder without a sound file is of no run.
    /// </summary>
    public static bool IsOf(string folder, RunPlan plan)
    {
        try
        {
            return JsonNode.DeepEquals(
                WithoutFindings(FindText(folder) is { } text ? ManifestFile.Parse(text)["suites"] : null),
                WithoutFindings(Suites(plan)));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or RunFolderException)
        {
            return false;
        }
    }

    /// <summary>Suites without what is only said of their results: it decides no trial.</summary>
    private static JsonNode? WithoutFindings(JsonNode? suites)
    {
        foreach (var experiment in (suites as JsonArray ?? []).SelectMany(suite => (suite as JsonObject)?["experiments"] as JsonArray ?? [])
            .OfType<JsonObject>())
        {
            foreach (var name in SuiteJson.Findings)
                experiment.Remove(name);
        }

        foreach (var suite in (suites as JsonArray ?? []).OfType<JsonObject>())
        {
            suite.Remove(SuiteJson.Rankings);
            suite.Remove(SuiteJson.Sentences);
        }

        return suites;
    }

    private static JsonArray Suites(RunPlan plan) => new([.. plan.Suites.Select(SuiteJson.Write)]);

    /// <summary>Adds a sentence that every output repeats.</summary>
    public void AddNotice(string notice)
    {
        if (!_notices.Contains(notice))
            _notices.Add(notice);
    }

    /// <summary>The file's text now.</summary>
    /// <param name="status"><c>submitted</c>, <c>running</c>, <c>completed</c> or <c>interrupted</c>.</param>
    /// <param name="finished">Trials finished so far.</param>
    /// <param name="failed">Those of them that failed.</param>
    public string Text(string status, int finished, int failed)
    {
        var json = new JsonObject
        {
            [SealedJson.Mark] = true,
            ["program"] = program,
            ["format"] = Format,
            ["version"] = ProgramInfo.Version,
            ["mlnet"] = ProgramInfo.DescribeMLNet(),
            ["command"] = command,
            ["status"] = status,
            ["started"] = _started,
            ["written"] = Time(DateTimeOffset.UtcNow),
            ["trials"] = new JsonObject { ["planned"] = plan.Trials.Count, ["finished"] = finished, ["failed"] = failed },
            ["notices"] = new JsonArray([.. _notices.Select(notice => JsonValue.Create(notice))]),
            ["dataSets"] = new JsonArray([.. _dataSets.Select(data => data.DeepClone())]),
            ["seeds"] = new JsonObject(plan.Suites.SelectMany(suite => suite.Experiments, (suite, experiment) => KeyValuePair.Create(
                $"{suite.Name}/{experiment.Name}",
                (JsonNode?)new JsonArray([.. Enumerable.Range(1, experiment.Seeds).Select(seed => JsonValue.Create(seed))])))),
            ["threads"] = threads,
            ["machine"] = Machine.Describe(),
            ["suites"] = Suites(plan),
        };
        if (_shards.Count > 0)
            json["shards"] = new JsonArray([.. _shards.Select(shard => shard.DeepClone())]);
        return Encoding.UTF8.GetString(SealedJson.Seal(Encoding.UTF8.GetBytes(json.ToJsonString(SuiteJson.Indented))));
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
