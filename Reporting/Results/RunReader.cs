using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Studies;
using MlPipelines.Reporting.Drawings;

namespace MlPipelines.Reporting.Results;

/// <summary>Reads the folder of a run for its page.</summary>
internal static class RunReader
{
    private const string AnswerFile = "answer.txt";
    private const string PictureFolder = "pictures";
    private const string Dark = "-dark";

    /// <summary>Reads a folder.</summary>
    /// <exception cref="RunFolderException">It is no folder of a run, or a file of it is damaged.</exception>
    public static RunFigures Read(string folder)
    {
        try
        {
            return Read(folder, Manifest(folder));
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged, $"{Path.Combine(folder, RunManifest.FileName)} is damaged: {exception.Message}", exception);
        }
    }

    private static RunFigures Read(string folder, JsonNode manifest)
    {
        var drawings = new PageDrawings();
        var pictures = Pictures(folder, drawings);
        var groups = GroupReader.Read(folder, manifest);
        var claims = CsvRows.Read(Path.Combine(folder, ClaimsTable.FileName)).Select(row => (Title: row["experiment"], Claim: ClaimOf(row)))
            .ToLookup(pair => WithoutData(pair.Title), pair => pair.Claim);
        var pairs = CsvRows.Read(Path.Combine(folder, ComparisonsTable.FileName))
            .Select(row => (Title: row["experiment"], Pair: PairOf(row))).ToLookup(pair => WithoutData(pair.Title), pair => pair.Pair);
        List<ExperimentFigures> experiments =
        [
            .. from suite in manifest.Part("suites").Items()
               from experiment in suite.Part("experiments").Items()
               let read = new ExperimentFigures(
                   Text(suite.Part("name")), Text(experiment.Part("name")), Text(experiment.Part("question")),
                   experiment.Part("ours").Text())
               select read with
               {
                   Claims = [.. claims[read.Title]],
                   Pairs = [.. pairs[read.Title]],
                   Groups = [.. groups[read.Title].Select(found => found with { Pictures = PicturesOf(pictures, read, found) })],
               },
        ];
        return new RunFigures
        {
            Folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Command = Text(manifest.Part("command")),
            Facts = [.. Facts(manifest)],
            Notices = [.. manifest.Part("notices").Items().Select(Text)],
            Answer = File.Exists(Path.Combine(folder, AnswerFile)) ? File.ReadAllLines(Path.Combine(folder, AnswerFile)) : [],
            Data = [.. manifest.Part("dataSets").Items().Select(DataOf)],
            Sentences = [.. CsvRows.Read(Path.Combine(folder, SentencesTable.FileName)).Select(SentenceOf)],
            PictureRules = drawings.Rules,
            Experiments =
            [
                .. experiments.Select(experiment => experiment with { Pictures = RestOf(pictures, experiment, experiments) })
                    .Where(experiment => experiment.Groups.Count + experiment.Claims.Count + experiment.Pictures.Count > 0),
            ],
        };
    }

    /// <summary>What <c>verify</c> left in a folder; null where it did not.</summary>
    public static VerifiedGradients? FindVerification(string folder)
    {
        var path = Path.Combine(folder, VerificationTable.SlopesFileName);
        if (!File.Exists(path) || File.Exists(Path.Combine(folder, RunManifest.FileName)))
            return null;
        string[] columns = ["name", .. VerificationTable.SlopeFields.Skip(1)];
        var drawings = new PageDrawings();
        var picture = Picture(folder, VerificationTable.PictureName, drawings);
        return new(
            columns, [.. CsvRows.Read(path).Select(row => (IReadOnlyList<string>)[.. columns.Select(column => row[column])])], picture)
        {
            PictureRules = drawings.Rules,
        };
    }

    /// <summary>The run's file; where that is damaged, the one before it, with a notice that the page shows.</summary>
    private static JsonObject Manifest(string folder)
    {
        var warnings = new List<string>();
        var text = RunManifest.FindText(folder, warnings.Add) ?? throw new RunFolderException(
            RunFolderProblem.OtherRun, $"{folder} is not the folder of a run: there is no {RunManifest.FileName} in it.");
        var manifest = ManifestFile.Parse(text);
        if (warnings.Count > 0 && manifest["notices"] is JsonArray notices)
        {
            foreach (var warning in warnings)
                notices.Add(warning);
        }

        return manifest;
    }

    private static Dictionary<string, PictureFigures> Pictures(string folder, PageDrawings drawings)
    {
        var own = Path.Combine(folder, PictureFolder);
        if (!Directory.Exists(own))
            return [];
        return Directory.EnumerateFiles(own).Select(path => Path.GetFileNameWithoutExtension(path)).Distinct()
            .Where(name => !name.EndsWith(Dark, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => Picture(own, name, drawings)).OfType<PictureFigures>().ToDictionary(picture => picture.Name);
    }

    /// <summary>A picture in both themes; null where there is none.</summary>
    private static PictureFigures? Picture(string folder, string name, PageDrawings drawings)
    {
        if (Drawing(folder, name) is not { } light)
            return null;
        var (first, second) = drawings.Add(light, Drawing(folder, $"{name}{Dark}"));
        return new(name, first, second);
    }

    /// <summary>A picture's file as an element of a page; null where there is none.</summary>
    private static string? Drawing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists($"{path}.svg"))
            return SoundDrawing.ElementOf(File.ReadAllText($"{path}.svg"));
        var words = WebUtility.HtmlEncode(name);
        return File.Exists($"{path}.png")
            ? $"<img alt=\"{words}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes($"{path}.png"))}\">" : null;
    }

    /// <summary>The pictures of one data set: those that name it, or all of an experiment on one data set.</summary>
    private static IReadOnlyList<PictureFigures> PicturesOf(
        Dictionary<string, PictureFigures> pictures, ExperimentFigures experiment, GroupFigures group) =>
        [.. pictures.Values.Where(picture => picture.Name.StartsWith($"{experiment.Anchor}-{group.DataSet}-", StringComparison.Ordinal))];

    /// <summary>
    /// The other pictures of an experiment. A name may begin as that of a longer experiment does: the longest one counts.
    /// </summary>
    private static IReadOnlyList<PictureFigures> RestOf(
        Dictionary<string, PictureFigures> pictures, ExperimentFigures experiment, IEnumerable<ExperimentFigures> all)
    {
        var shown = experiment.Groups.SelectMany(group => group.Pictures).ToHashSet();
        return
        [
            .. pictures.Values.Where(picture => !shown.Contains(picture)
                && all.Where(other => picture.Name.StartsWith($"{other.Anchor}-", StringComparison.Ordinal))
                    .MaxBy(other => other.Anchor.Length)?.Anchor == experiment.Anchor),
        ];
    }

    private static IEnumerable<Fact> Facts(JsonNode manifest)
    {
        var trials = manifest.Part("trials");
        yield return new("command", Text(manifest.Part("command")));
        var (planned, finished) = (trials.Part("planned"), trials.Part("finished"));
        yield return new("status", $"{Text(manifest.Part("status"))}; {finished} of {planned} trials are finished, "
            + $"{trials.Part("failed")} of them failed");
        yield return new("started and ended", $"{Text(manifest.Part("started"))}, {Text(manifest.Part("written"))}");
        yield return new("program", $"{Text(manifest.Part("program"))} {Text(manifest.Part("version"))}");
        yield return new("ML.NET", Text(manifest.Part("mlnet").Part("version")));
        yield return new("trials at once", $"up to {manifest.Part("threads")}");
        var machine = manifest.Part("machine");
        yield return new("machine", $"{machine.Part("processor")}, {machine.Part("cores")} cores, "
            + $"vectors of {machine.Part("vectorBits")} bits, {machine.Part("memoryMegabytes")} MB of memory");
        yield return new("system", $"{machine.Part("os")}, {machine.Part("runtime")}");
    }

    private static DataFacts DataOf(JsonNode data) => new(
        Text(data.Part("experiment")), Text(data.Part("name")), Text(data.Part("source")),
        $"{Whole(data.Part("trainRows"))} to train, {Whole(data.Part("validationRows"))} to validate, "
            + $"{Whole(data.Part("testRows"))} to test; {data.Part("features")} features"
            + (data.Part("classes").Whole() is > 0 and var classes ? $", {classes} classes" : ""),
        Text(data.Part("sha256")), data.Part("standIn").Truth());

    private static ClaimFigures ClaimOf(CsvRow row) =>
        new(row["claim"], row["source"], row["evidence"], RangedOf(row, "effect"), row["verdict"]);

    private static PairFigures PairOf(CsvRow row) =>
        new(row["measure"], row["first"], row["second"], RangedOf(row, "difference"), row.Number("p"), row["better"]);

    private static SentenceFigures SentenceOf(CsvRow row) => new(row["source"], row["sentence"], row["verdict"], row["because"]);

    private static Ranged? RangedOf(CsvRow row, string column) =>
        row.Number(column) is { } value ? new(value, row.Number("low"), row.Number("high")) : null;

    /// <summary>The experiment of a title such as <c>gradients/mlp-depth on peaks</c>.</summary>
    private static string WithoutData(string title) => title.Split(" on ", 2)[0];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static string Whole(JsonNode? node) =>
        node.Whole()?.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ') ?? "0";
}
