using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Experiments.Files;

/// <summary>
/// A suite as JSON: what <c>run.json</c> records and what a suite file of the user's holds (see <c>docs/suite-file.md</c>).
/// </summary>
public static class SuiteJson
{
    /// <summary>Indented, with every letter as it is.</summary>
    public static JsonSerializerOptions Indented { get; } =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The properties of an experiment that say something of its results and decide no trial.</summary>
    public static IReadOnlyList<string> Findings { get; } = ["claims", "choices", "pictures", "source"];

    /// <summary>The property of a suite that holds its rankings; it decides no trial.</summary>
    public const string Rankings = "rankings";

    /// <summary>The property of a suite that holds the sentences of reports; it decides no trial.</summary>
    public const string Sentences = "sentences";

    /// <summary>
    /// The suite as a JSON object that reads back to a suite of the same trials. Claims and pictures whose measures only code has
    /// (<see cref="Measure.Form"/> is null) are left out.
    /// </summary>
    public static JsonObject Write(Suite suite)
    {
        var json = new JsonObject
        {
            ["name"] = suite.Name,
            ["title"] = suite.Title,
            ["experiments"] = Array(suite.Experiments, Write),
        };
        AddAll(json, Rankings, suite.Rankings.Select(RankingJson.Write));
        AddAll(json, Sentences, suite.Sentences.Select(ClaimJson.Write));
        return json;
    }

    private static JsonObject Write(Experiment experiment)
    {
        if (experiment.Study is { } study)
            return WriteStudy(experiment, study);
        var json = new JsonObject
        {
            ["name"] = experiment.Name,
            ["question"] = experiment.Question,
            ["data"] = DataOf(experiment),
        };
        Add(json, "trainRows", experiment.TrainRows);
        Add(json, "validationRows", experiment.ValidationRows);
        Add(json, "testRows", experiment.TestRows);
        Add(json, "largeTestRows", experiment.LargeTestRows);
        Add(json, "trainMetricRows", experiment.TrainMetricRows);
        json["seeds"] = experiment.Seeds;
        if (experiment.Ours is not null)
            json["ours"] = experiment.Ours;
        json["learners"] = Array(experiment.Learners, learner => new JsonObject
        {
            ["kind"] = learner.Kind,
            ["name"] = learner.Name,
            ["settings"] = Write(learner.Settings),
        });
        if (experiment.Ensemble is not null)
            json["ensemble"] = experiment.Ensemble;
        if (experiment.KeepPredictions)
            json["keepPredictions"] = true;
        json["sweep"] = Array(experiment.Sweep, axis => Array(axis.Points, Write));
        if (experiment.Compare is not null)
            json["compare"] = experiment.Compare;
        json["quick"] = Write(experiment.Quick);
        AddAll(json, "claims", experiment.Claims.Select(ClaimJson.Write));
        AddAll(json, "choices", experiment.Choices.Select(ClaimJson.Write));
        if (experiment.Map is { } map)
            json["map"] = ClaimJson.Write(map);
        AddAll(json, "pictures", experiment.Pictures.Select(PictureJson.Write));
        return json;
    }

    private static JsonObject WriteStudy(Experiment experiment, Study study)
    {
        var json = new JsonObject { ["name"] = experiment.Name, ["question"] = experiment.Question, ["study"] = study.Name };
        if (experiment.StudySource != Claim.Ours)
            json["source"] = experiment.StudySource;
        if (experiment.Ours is not null)
            json["ours"] = experiment.Ours;
        return json;
    }

    private static JsonObject Write(SweepPoint point)
    {
        var json = new JsonObject();
        if (point.Label is not null)
            json["label"] = point.Label;
        json["settings"] = Write(point.Settings);
        return json;
    }

    private static JsonObject Write(QuickRule rule)
    {
        var json = new JsonObject { ["seeds"] = rule.Seeds, ["epochDivisor"] = rule.EpochDivisor };
        if (rule.LeaveOut)
            json["leaveOut"] = true;
        json["trainRows"] = rule.TrainRows;
        json["otherRows"] = rule.OtherRows;
        if (rule.RowDivisor > 1)
            json["rowDivisor"] = rule.RowDivisor;
        if (rule.TreeDivisor > 1)
            json["treeDivisor"] = rule.TreeDivisor;
        Add(json, "imageSize", rule.ImageSize);
        return json;
    }

    private static JsonNode DataOf(Experiment experiment) => experiment.Csv is { } csv ? CsvSourceJson.Write(csv)
        : experiment.Images is { } images ? ImageSourceJson.Write(images)
        : Data(experiment.DataSets);

    private static JsonNode Data(IReadOnlyList<string> names) => names.Count == 1 ? JsonValue.Create(names[0]) : Texts(names);

    private static JsonObject Write(Settings settings) =>
        new(settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)JsonValue.Create(setting.Value))));

    /// <summary>A list of texts.</summary>
    internal static JsonArray Texts(IEnumerable<string> texts) => Array(texts, text => JsonValue.Create(text));

    /// <summary>Adds what files can hold; what only code has is left out.</summary>
    private static void AddAll(JsonObject json, string name, IEnumerable<JsonObject?> items)
    {
        if (items.OfType<JsonNode>().ToArray() is { Length: > 0 } written)
            json[name] = new JsonArray(written);
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    private static void Add(JsonObject json, string name, int? value)
    {
        if (value is not null)
            json[name] = value;
    }
}
