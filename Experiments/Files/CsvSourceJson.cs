using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Experiments.Files;

/// <summary>A CSV file as the <c>data</c> of an experiment: its path, or an object with the path and how to read it.</summary>
internal static class CsvSourceJson
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

    /// <summary>The CSV file that the value names; null for names of data sets.</summary>
    /// <param name="json">The value of <c>data</c>.</param>
    /// <param name="folder">What a path is relative to: the folder of the suite file.</param>
    public static CsvSource? Read(JsonPlace json, string folder)
    {
        if (json.Element.ValueKind == JsonValueKind.Array)
            return null;
        if (json.Element.ValueKind != JsonValueKind.Object)
        {
            return Endings.Any(ending => json.Text().EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                ? new CsvSource(FullPath(json.Text(), folder), new CsvOptions()) : null;
        }

        json.AllowOnly(
            "csv", "label", "task", "positive", "features", "ignore", "group", "types", "delimiter", "header", "decimal", "thousands",
            "dayFirst", "missing", "missingMarkers", "dropMissingLabels", "maxCategories", "validationShare", "testShare", "testFile",
            "splitColumn", "timeColumn", "foldColumn", "folds", "split", "splitSeed");
        if (json.Find("folds") is { } folds && (folds.Positive() < 2 || json.Has("testShare")))
            throw folds.Wrong("a whole number of at least 2, without a testShare beside it, as each fold in its turn is what is tested on");
        var usual = new CsvOptions();
        var options = usual with
        {
            Label = json.Find("label")?.Text(),
            Task = json.Find("task")?.OneOf<LearningTask>(),
            Positive = json.Find("positive")?.Text(),
            Features = json.Find("features")?.Texts(),
            Ignore = json.Find("ignore")?.Texts() ?? usual.Ignore,
            Group = json.Find("group")?.Text(),
            Types = json.Find("types") is { } types
                ? types.Properties().ToDictionary(type => type.Name, type => type.Place.OneOf<CsvColumnType>()) : usual.Types,
            Delimiter = json.Find("delimiter")?.Letter(),
            Header = json.Find("header")?.Truth(),
            Decimal = json.Find("decimal")?.Letter(),
            Thousands = json.Find("thousands")?.Letter(),
            DayFirst = json.Find("dayFirst")?.Truth(),
            DropMissingLabels = json.Find("dropMissingLabels")?.Truth() ?? usual.DropMissingLabels,
            TestFile = json.Find("testFile") is { } test ? FullPath(test.Text(), folder) : null,
            SplitColumn = json.Find("splitColumn")?.Text(),
            TimeColumn = json.Find("timeColumn")?.Text(),
            FoldColumn = json.Find("foldColumn")?.Text(),
            Missing = json.Find("missing")?.OneOf<MissingValues>() ?? usual.Missing,
            MissingMarkers = json.Find("missingMarkers")?.Texts() ?? usual.MissingMarkers,
            MaxCategories = json.Find("maxCategories")?.Positive() ?? usual.MaxCategories,
            TestShare = json.Find("testShare")?.Share() ?? usual.TestShare,
            Strategy = json.Find("split")?.OneOf<SplitStrategy>() ?? usual.Strategy,
            Seed = json.Find("splitSeed")?.Positive() ?? usual.Seed,
        };
        if (json.Find("validationShare") is { } share)
            options = options with { ValidationShare = share.Share() };
        return new CsvSource(FullPath(json["csv"].Text(), folder), options, json.Find("folds")?.Positive());
    }

    /// <summary>The file as a JSON object that reads back to the same.</summary>
    public static JsonObject Write(CsvSource source)
    {
        var options = source.Options;
        var json = new JsonObject { ["csv"] = source.Path };
        Add(json, "label", options.Label);
        Add(json, "task", Word(options.Task));
        Add(json, "positive", options.Positive);
        Add(json, "features", options.Features);
        Add(json, "ignore", options.Ignore);
        Add(json, "group", options.Group);
        json["types"] = new JsonObject(
            options.Types.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)Word<CsvColumnType>(type.Value))));
        Add(json, "delimiter", options.Delimiter?.ToString());
        Add(json, "header", options.Header);
        Add(json, "decimal", options.Decimal?.ToString());
        Add(json, "thousands", options.Thousands?.ToString());
        Add(json, "dayFirst", options.DayFirst);
        Add(json, "dropMissingLabels", options.DropMissingLabels ? true : null);
        Add(json, "testFile", options.TestFile);
        Add(json, "splitColumn", options.SplitColumn);
        Add(json, "timeColumn", options.TimeColumn);
        Add(json, "foldColumn", options.FoldColumn);
        Add(json, "missing", Word<MissingValues>(options.Missing));
        Add(json, "missingMarkers", options.MissingMarkers);
        json["maxCategories"] = options.MaxCategories;
        json["validationShare"] = source.OptionsOf(seed: 1).ValidationShare;
        if (source.Folds is { } folds)
            json["folds"] = folds;
        else
            json["testShare"] = options.TestShare;
        Add(json, "split", Word<SplitStrategy>(options.Strategy));
        json["splitSeed"] = options.Seed;
        return json;
    }

    private static string FullPath(string path, string folder) => Path.GetFullPath(path, folder);

    private static string? Word<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static void Add(JsonObject json, string name, bool? flag)
    {
        if (flag is not null)
            json[name] = flag;
    }

    private static void Add(JsonObject json, string name, string? text)
    {
        if (text is not null)
            json[name] = text;
    }

    private static void Add(JsonObject json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is not null)
            json[name] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
    }
}
