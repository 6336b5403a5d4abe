using System.Text;
using System.Text.Json;
using MlPipelines.Data;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Files;

/// <summary>A suite of the user's in a JSON file; <c>docs/suite-file.md</c> describes it.</summary>
public static class SuiteFile
{
    private const int DefaultSeeds = 5;
    private static readonly JsonDocumentOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    private const string Ending = ".json";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a name on the command line is that of a file, or of an experiment in one.</summary>
    public static bool IsFile(string name) => name is not null && PathOf(name) is not null;

    /// <summary>The suite of <c>suite.json</c>, or the part of it that <c>suite.json/experiment</c> names.</summary>
    /// <exception cref="SuiteException">As <see cref="Read"/>, or the suite has no such experiment.</exception>
    public static Suite Find(string name, LearnerCatalog? learners = null)
    {
        var path = PathOf(name) ?? throw new ArgumentException($"'{name}' names no suite file: these end in {Ending}.", nameof(name));
        var suite = Read(path, learners);
        if (path.Length == name.Length)
            return suite;
        var asked = name[(path.Length + 1)..];
        var experiment = suite.Experiments.FirstOrDefault(candidate => candidate.Name == asked) ?? throw new SuiteException(
            $"There is no experiment in the suite file {path} named '{asked}'; it has: "
                + $"{string.Join(", ", suite.Experiments.Select(candidate => candidate.Name))}.");
        return suite with { Experiments = [experiment] };
    }

    /// <summary>
    /// The path in a name: all of it, or what stands before the slash and the experiment; null where the name is no file's.
    /// </summary>
    private static string? PathOf(string name)
    {
        if (name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            return name;
        var slash = name.LastIndexOf('/');
        return slash > 0 && name.AsSpan(0, slash).EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(name[..slash])
            ? name[..slash] : null;
    }

    /// <summary>
    /// Reads a suite whose learners are of kinds in <paramref name="learners"/>, null for <see cref="LearnerCatalog.Own"/>.
    /// </summary>
    /// <exception cref="SuiteException">The file cannot be read, is not JSON, or does not hold a suite; the message says where.</exception>
    public static Suite Read(string path, LearnerCatalog? learners = null)
    {
        var text = TextOf(path);
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return ReadSuite(new JsonPlace(path, "", document.RootElement), learners ?? LearnerCatalog.Own);
        }
        catch (JsonException exception)
        {
            throw new SuiteException($"The suite file {path} is not JSON: {Reason(exception)}", exception);
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException or IOException
                or NotSupportedException)
        {
            throw new SuiteException($"The suite file {path} does not hold a suite: {ErrorText.Of(exception)}", exception);
        }
    }

    /// <summary>The text of a file in UTF-8; a byte order mark at its beginning is skipped.</summary>
    /// <exception cref="SuiteException">It cannot be read, is too large, or is in another encoding.</exception>
    private static string TextOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw new SuiteException(
                $"The suite file {path} is a folder. Give a file, or FILE{Ending}/EXPERIMENT for one of its experiments.");
        }

        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > SuiteBounds.FileBytes and var length })
                throw new SuiteException($"The suite file {path} has {length} bytes; at most {SuiteBounds.FileBytes} are possible.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SuiteException($"The suite file {path} cannot be read: {exception.Message}", exception);
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, _, ..] or [_, 0, ..])
            throw new SuiteException($"The suite file {path} is in UTF-16 or UTF-32; expected UTF-8. Save it as UTF-8.");
        try
        {
            return StrictUtf8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SuiteException(
                $"The suite file {path} is not in UTF-8: byte {exception.Index + 1} begins no letter. Save it as UTF-8.", exception);
        }
    }

    /// <summary>
    /// What is wrong and where, counted from 1, in place of the parser's own way to say where; of a property that comes twice the parser
    /// does not know where.
    /// </summary>
    private static string Reason(JsonException exception)
    {
        var what = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}: {what}." : $"{what}.";
    }

    private static Suite ReadSuite(JsonPlace json, LearnerCatalog kinds)
    {
        json.AllowOnly("$schema", "name", "title", "experiments", "rankings", "sentences");
        var experiments = json["experiments"].Items().Select(experiment => ReadExperiment(experiment, kinds)).ToList();
        if (experiments.Count == 0)
            throw json["experiments"].Wrong("at least one experiment");
        if (experiments.GroupBy(experiment => experiment.Name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw json["experiments"].Wrong($"experiments of different names, and '{twice.Key}' comes twice");
        }

        return new Suite(json["name"].Name(), json.Find("title")?.Text() ?? "", experiments)
        {
            Rankings = ReadAll(json, "rankings", ranking => RankingJson.Read(ranking, experiments), ranking => ranking.Name),
            Sentences = ReadAll(json, "sentences", ClaimJson.ReadSentence, sentence => sentence.Source),
        };
    }

    private static Experiment ReadExperiment(JsonPlace json, LearnerCatalog kinds)
    {
        if (json.Find("study") is { } study)
            return ReadStudy(json, study);
        json.AllowOnly(
            "name", "question", "data", "trainRows", "validationRows", "testRows", "largeTestRows", "trainMetricRows", "seeds", "ours",
            "learners", "ensemble", "keepPredictions", "sweep", "compare", "quick", "claims", "choices", "map", "pictures");
        var folder = Path.GetDirectoryName(Path.GetFullPath(json.File))!;
        var images = ImageSourceJson.Read(json["data"], folder);
        var csv = images is null ? CsvSourceJson.Read(json["data"], folder) : null;
        if (csv is not null)
            RequireBounds(json["data"]);
        var dataSets = (csv?.Path ?? images?.Path) is { } path ? [path] : ReadData(json["data"]);
        var learners = json["learners"].Items().Select(learner => ReadLearner(learner, kinds)).ToList();
        if (learners.Count == 0)
            throw json["learners"].Wrong("at least one learner");
        var sweep = json.Find("sweep") is { } axes ? ReadSweep(axes, learners, kinds) : [];
        return new Experiment
        {
            Name = json["name"].Name(),
            Question = json.Find("question")?.Text() ?? "",
            DataSets = dataSets,
            Csv = csv,
            Images = images,
            TrainRows = json.Find("trainRows")?.UpTo(SuiteBounds.Rows),
            ValidationRows = json.Find("validationRows")?.UpTo(SuiteBounds.Rows),
            TestRows = json.Find("testRows")?.UpTo(SuiteBounds.Rows),
            LargeTestRows = json.Find("largeTestRows")?.UpTo(SuiteBounds.Rows),
            TrainMetricRows = json.Find("trainMetricRows")?.UpTo(SuiteBounds.Rows),
            Seeds = json.Find("seeds")?.UpTo(csv?.Folds is null ? SuiteBounds.Seeds : SuiteBounds.Folds) ?? csv?.Folds ?? DefaultSeeds,
            Ours = json.Find("ours")?.Text(),
            Learners = learners,
            Ensemble = json.Find("ensemble")?.Text(),
            KeepPredictions = json.Find("keepPredictions")?.Truth() ?? false,
            Sweep = sweep,
            Compare = json.Find("compare") is { } compare ? ReadMetric(compare) : null,
            Quick = json.Find("quick") is { } quick ? ReadQuick(quick) : new QuickRule(),
            Claims = ReadAll(json, "claims", ClaimJson.Read, claim => claim.Text),
            Choices = ReadAll(json, "choices", ClaimJson.ReadChoice, choice => choice.Name),
            Map = json.Find("map") is { } map ? ClaimJson.ReadMap(map) : null,
            Pictures = ReadAll(json, "pictures", PictureJson.Read, picture => picture.Name),
        };
    }

    /// <summary>Refuses numbers of a table that are above their bounds.</summary>
    private static void RequireBounds(JsonPlace data)
    {
        if (data.Element.ValueKind != JsonValueKind.Object)
            return;
        data.Find("folds")?.UpTo(SuiteBounds.Folds);
        data.Find("maxCategories")?.UpTo(SuiteBounds.Categories);
    }

    /// <summary>The items of a list that may be missing, of different names.</summary>
    private static List<T> ReadAll<T>(JsonPlace json, string name, Func<JsonPlace, T> read, Func<T, string> nameOf)
    {
        if (json.Find(name) is not { } list)
            return [];
        List<T> all = [.. list.Items().Select(read)];
        return all.GroupBy(nameOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw list.Wrong($"a list in which '{twice.Key}' comes once")
            : all;
    }

    private static string ReadMetric(JsonPlace json) =>
        Metric.All.Contains(json.Text()) ? json.Text() : throw json.Wrong($"a metric: {string.Join(", ", Metric.All)}");

    private static Experiment ReadStudy(JsonPlace json, JsonPlace study)
    {
        json.AllowOnly("name", "question", "study", "source", "ours");
        return new Experiment
        {
            Name = json["name"].Name(),
            Question = json.Find("question")?.Text() ?? "",
            DataSets = [],
            Learners = [],
            Seeds = 1,
            Study = Study.All.FirstOrDefault(known => known.Name == study.Text())
                ?? throw study.Wrong($"a study: {string.Join(", ", Study.All.Select(known => known.Name))}"),
            StudySource = json.Find("source")?.Text() ?? Claim.Ours,
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

    private static LearnerSpec ReadLearner(JsonPlace json, LearnerCatalog kinds)
    {
        json.AllowOnly("kind", "name", "settings");
        var kind = json["kind"].Text();
        if (!kinds.TryFind(kind, out _))
        {
            throw new UnknownKindException(
                json["kind"].Wrong($"a kind of learner: {KnownKinds.Text(kind, kinds)}").Message, kind);
        }

        return new LearnerSpec(
            kind, json.Find("name")?.Text() ?? kind, json.Find("settings") is { } settings ? ReadSettings(settings) : Settings.Empty);
    }

    /// <summary>Either an object of settings with lists of values, each an axis, or a list of axes, each a list of points.</summary>
    private static IReadOnlyList<SweepAxis> ReadSweep(JsonPlace json, IReadOnlyList<LearnerSpec> learners, LearnerCatalog kinds)
    {
        IReadOnlyList<SweepAxis> axes = json.Element.ValueKind == JsonValueKind.Object
            ? [
                .. json.Properties().Select(
                    property => SweepAxis.Of(property.Name, property.Place.Items().Select(value => SettingText(property.Name, value))))]
            : [.. json.Items().Select(axis => new SweepAxis([.. axis.Items().Select(ReadPoint)]))];
        if (axes.Aggregate(1.0, (count, axis) => count * Math.Max(1, axis.Points.Count)) > SuiteBounds.SweptLearners)
        {
            throw new SuiteException(
                $"The suite file {json.File}: {json.Path} makes more than {SuiteBounds.SweptLearners} learners of one, which is the most "
                    + "that is possible. Give fewer values.");
        }

        if (axes.Any(axis => axis.Points.Count == 0))
            throw json.Wrong("axes with at least one value each");
        RequireSwept(json, axes, [.. kinds.All.Where(kind => learners.Any(learner => learner.Kind == kind.Name))]);
        return axes;
    }

    /// <summary>A learner that lacks an axis's settings is not swept along it; an axis that all lack would silently be no sweep.</summary>
    private static void RequireSwept(JsonPlace json, IReadOnlyList<SweepAxis> axes, IReadOnlyList<LearnerKind> kinds)
    {
        if (axes.FirstOrDefault(axis => !kinds.Any(kind => axis.SettingNames.All(kind.Has))) is not { } axis)
            return;
        var known = kinds.SelectMany(kind => kind.Definitions).Select(definition => definition.Name).Distinct().ToList();
        var near = axis.SettingNames.Where(name => name.Length > 0 && !known.Contains(name))
            .SelectMany(name => NearestNames.Find(name, known)).ToList();
        throw new SuiteException(
            $"The suite file {json.File}: {json.Path} has an axis of "
                + $"{string.Join(" and ", axis.SettingNames.Select(name => $"'{name}'"))}, which no learner of the experiment has. "
            + (near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? " : "")
            + $"There are: {string.Join(", ", known)}.");
    }

    private static SweepPoint ReadPoint(JsonPlace json)
    {
        if (json.Find("settings") is not { } settings)
            return new SweepPoint(ReadSettings(json));
        json.AllowOnly("settings", "label");
        return new SweepPoint(ReadSettings(settings), json.Find("label")?.Text());
    }

    private static QuickRule ReadQuick(JsonPlace json)
    {
        json.AllowOnly("leaveOut", "seeds", "epochDivisor", "trainRows", "otherRows", "rowDivisor", "treeDivisor", "imageSize");
        var usual = new QuickRule();
        return new QuickRule
        {
            LeaveOut = json.Find("leaveOut")?.Truth() ?? usual.LeaveOut,
            Seeds = json.Find("seeds")?.Positive() ?? usual.Seeds,
            EpochDivisor = json.Find("epochDivisor")?.Positive() ?? usual.EpochDivisor,
            TrainRows = json.Has("trainRows") ? json.Find("trainRows")?.Positive() : usual.TrainRows,
            OtherRows = json.Has("otherRows") ? json.Find("otherRows")?.Positive() : usual.OtherRows,
            RowDivisor = json.Find("rowDivisor")?.Positive() ?? usual.RowDivisor,
            TreeDivisor = json.Find("treeDivisor")?.Positive() ?? usual.TreeDivisor,
            ImageSize = json.Find("imageSize")?.Positive(),
        };
    }

    private static Settings ReadSettings(JsonPlace json) =>
        new(json.Properties().Select(property => (property.Name, SettingText(property.Name, property.Place))));

    /// <summary>A setting's value, within the bounds of its setting.</summary>
    private static string SettingText(string name, JsonPlace json)
    {
        if (name.Length == 0 || name.Contains('=') || name.Any(char.IsWhiteSpace))
            throw json.Wrong($"under the name of a setting, which has neither spaces nor '=' in it, not under '{name}'");
        var text = SettingText(json);
        return SuiteBounds.Expected(name, text) is { } expected ? throw json.Wrong(expected) : text;
    }

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
