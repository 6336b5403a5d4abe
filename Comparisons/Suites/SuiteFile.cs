using System.Text.Json;
using MlPipelines.Comparisons.Studies;
using MlPipelines.Data;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A suite of the user's in a JSON file; <c>docs/suite-file.md</c> describes it.</summary>
public static class SuiteFile
{
    private const int DefaultSeeds = 5;
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether a name on the command line is that of a file.</summary>
    public static bool IsFile(string name) => name is not null && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a suite.</summary>
    /// <exception cref="UsageException">The file cannot be read, is not JSON, or does not hold a suite; the message says where.</exception>
    public static Suite Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The suite file {path} cannot be read: {exception.Message}", exception);
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return ReadSuite(new JsonPlace(path, "", document.RootElement));
        }
        catch (JsonException exception)
        {
            throw new UsageException(
                $"The suite file {path} is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.", exception);
        }
    }

    private static Suite ReadSuite(JsonPlace json)
    {
        json.AllowOnly("$schema", "name", "title", "experiments");
        var experiments = json["experiments"].Items().Select(ReadExperiment).ToList();
        if (experiments.Count == 0)
            throw json["experiments"].Wrong("at least one experiment");
        if (experiments.GroupBy(experiment => experiment.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw json["experiments"].Wrong($"experiments of different names, and '{twice.Key}' comes twice");
        return new Suite(json["name"].Name(), json.Find("title")?.Text() ?? "", experiments);
    }

    private static Experiment ReadExperiment(JsonPlace json)
    {
        if (json.Find("study") is { } study)
            return ReadStudy(json, study);
        json.AllowOnly("name", "question", "data", "trainRows", "validationRows", "testRows", "seeds", "ours", "learners", "sweep", "quick");
        var csv = CsvSourceJson.Read(json["data"], Path.GetDirectoryName(Path.GetFullPath(json.File))!);
        var dataSets = csv is null ? ReadData(json["data"]) : [csv.Path];
        var learners = json["learners"].Items().Select(ReadLearner).ToList();
        if (learners.Count == 0)
            throw json["learners"].Wrong("at least one learner");
        return new Experiment
        {
            Name = json["name"].Name(),
            Question = json.Find("question")?.Text() ?? "",
            DataSets = dataSets,
            Csv = csv,
            TrainRows = json.Find("trainRows")?.Positive(),
            ValidationRows = json.Find("validationRows")?.Positive(),
            TestRows = json.Find("testRows")?.Positive(),
            Seeds = json.Find("seeds")?.Positive() ?? DefaultSeeds,
            Ours = json.Find("ours")?.Text(),
            Learners = learners,
            Sweep = json.Find("sweep") is { } sweep ? ReadSweep(sweep) : [],
            Quick = json.Find("quick") is { } quick ? ReadQuick(quick) : new QuickRule(),
        };
    }

    private static Experiment ReadStudy(JsonPlace json, JsonPlace study)
    {
        json.AllowOnly("name", "question", "study", "ours");
        return new Experiment
        {
            Name = json["name"].Name(),
            Question = json.Find("question")?.Text() ?? "",
            DataSets = [],
            Learners = [],
            Seeds = 1,
            Study = Study.All.FirstOrDefault(known => known.Name == study.Text()) ?? throw study.Wrong($"a study: {string.Join(", ", Study.All.Select(known => known.Name))}"),
            Ours = json.Find("ours")?.Text(),
        };
    }

    /// <summary>The name of a data set, or a list of names.</summary>
    private static List<string> ReadData(JsonPlace json)
    {
        var places = json.Element.ValueKind == JsonValueKind.Array ? json.Items().ToList() : [json];
        if (places.Count == 0)
            throw json.Wrong("at least one data set");
        if (places.Find(place => DataSets.Catalog.All(set => set.Name != place.Text())) is { } unknown)
            throw unknown.Wrong($"a CSV file, or a data set: {string.Join(", ", DataSets.Catalog.Select(set => set.Name))}");
        return [.. places.Select(place => place.Text())];
    }

    private static LearnerSpec ReadLearner(JsonPlace json)
    {
        json.AllowOnly("kind", "name", "settings");
        string kind = json["kind"].Text();
        if (!LearnerKinds.TryFind(kind, out _))
            throw json["kind"].Wrong($"a kind of learner: {LearnerKinds.InPlaceOf(kind)}");
        return new LearnerSpec(kind, json.Find("name")?.Text() ?? kind, json.Find("settings") is { } settings ? ReadSettings(settings) : Settings.Empty);
    }

    /// <summary>Either an object of settings with lists of values, each an axis, or a list of axes, each a list of points.</summary>
    private static IReadOnlyList<SweepAxis> ReadSweep(JsonPlace json) => json.Element.ValueKind == JsonValueKind.Object
        ? [.. json.Properties().Select(property => SweepAxis.Of(property.Name, property.Place.Items().Select(SettingText)))]
        : [.. json.Items().Select(axis => new SweepAxis([.. axis.Items().Select(ReadPoint)]))];

    private static SweepPoint ReadPoint(JsonPlace json)
    {
        if (json.Find("settings") is not { } settings)
            return new SweepPoint(ReadSettings(json));
        json.AllowOnly("settings", "label");
        return new SweepPoint(ReadSettings(settings), json.Find("label")?.Text());
    }

    private static QuickRule ReadQuick(JsonPlace json)
    {
        json.AllowOnly("seeds", "epochDivisor", "trainRows", "otherRows");
        var usual = new QuickRule();
        return new QuickRule
        {
            Seeds = json.Find("seeds")?.Positive() ?? usual.Seeds,
            EpochDivisor = json.Find("epochDivisor")?.Positive() ?? usual.EpochDivisor,
            TrainRows = json.Has("trainRows") ? json.Find("trainRows")?.Positive() : usual.TrainRows,
            OtherRows = json.Has("otherRows") ? json.Find("otherRows")?.Positive() : usual.OtherRows,
        };
    }

    private static Settings ReadSettings(JsonPlace json) =>
        new(json.Properties().Select(property => (property.Name, SettingText(property.Place))));

    /// <summary>A setting's value: text, a number, true or false, or a list of widths.</summary>
    private static string SettingText(JsonPlace json) => json.Element.ValueKind switch
    {
        JsonValueKind.Number => json.Element.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => json.Element.GetArrayLength() == 0
            ? "none"
            : string.Join('-', json.Items().Select(item => item.Positive())),
        _ => json.Word(),
    };
}
