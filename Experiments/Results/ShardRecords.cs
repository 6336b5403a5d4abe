using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// What the processes that shared a run say of themselves, one file each: <c>shards/3-of-8.json</c>, with the same entries as
/// <c>run.json</c>, of its own rows and its own machine.
/// </summary>
internal static class ShardRecords
{
    /// <summary>The folder of these files.</summary>
    public const string FolderName = "shards";

    private static readonly string[] Kept = ["shard", "status", "started", "written", "trials", "threads", "machine"];

    /// <summary>The file of a share.</summary>
    public static string NameOf(Shard shard) =>
        Path.Combine(FolderName, string.Create(CultureInfo.InvariantCulture, $"{shard.Index}-of-{shard.Count}.json"));

    /// <summary>The text of a share's file: that of its record, without the suites, which <c>run.json</c> has.</summary>
    /// <param name="shard">The share.</param>
    /// <param name="trials">How many trials it has.</param>
    /// <param name="manifest">The text of its record.</param>
    public static string Text(Shard shard, int trials, string manifest)
    {
        var json = JsonNode.Parse(manifest)!.AsObject();
        foreach (var name in new[] { SealedJson.Mark, SealedJson.Hash, "suites" })
            json.Remove(name);
        json["trials"]!["planned"] = trials;
        json.Insert(0, "shard", shard.ToString());
        return json.ToJsonString(SuiteJson.Indented) + "\n";
    }

    /// <summary>The files that are in a folder, each with its name and its text, by share.</summary>
    public static IReadOnlyList<(string Name, string Text)> Read(string folder)
    {
        var own = Path.Combine(folder, FolderName);
        return !Directory.Exists(own) ? [] :
        [
            .. Directory.EnumerateFiles(own, "*-of-*.json").OrderBy(path => Path.GetFileName(path).Length)
                .ThenBy(path => path, StringComparer.Ordinal)
                .Select(path => (Path.Combine(FolderName, Path.GetFileName(path)), File.ReadAllText(path))),
        ];
    }

    /// <summary>What the record of the whole run keeps of a share's.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public static JsonObject Shortened(string name, string text)
    {
        try
        {
            var json = ManifestFile.Parse(text);
            return new JsonObject(Kept.Where(json.ContainsKey).Select(key => KeyValuePair.Create(key, json[key]?.DeepClone())));
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged,
                $"{name} cannot be read: {exception.Message} Delete the file: only what it says of the share's machine is lost.",
                exception);
        }
    }
}
