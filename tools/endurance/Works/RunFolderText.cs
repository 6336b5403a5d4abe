using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MlPipelines.Endurance.Works;

/// <summary>
/// The files of a run's folder, a line each with a hash of what they hold but for times: these, and what is made of them, differ from run
/// to run.
/// </summary>
internal static class RunFolderText
{
    /// <summary>The run's own account of itself, and the pages and texts that show times. What else they show is in other files.</summary>
    private static readonly string[] Accounts = ["run.json", "run.json.previous", "report.html", "summary.txt"];

    private static readonly string[] Times =
    [
        "prepareSeconds", "fitSeconds", "monitorSeconds", "predictMicroseconds", "predictOneMedian", "predictOnePercentile99",
        "peakMegabytes", "modelBytes", "sha256",
    ];

    /// <summary>The parts of a saved model that hold the times of its training, or hashes of these.</summary>
    private static readonly string[] TimedParts = ["history.json", "manifest.json", "manifest.json.sha256", "Model.key"];

    /// <summary>The lines, by the names of the files.</summary>
    public static IReadOnlyList<string> Lines(string run) =>
    [
        .. from path in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(run, path).Replace('\\', '/')
           where !Accounts.Contains(name) && !name.EndsWith(".damaged", StringComparison.Ordinal)
           orderby name
           select $"{name} {Convert.ToHexStringLower(SHA256.HashData(Content(name, File.ReadAllBytes(path))))}",
    ];

    private static byte[] Content(string name, byte[] bytes) => name switch
    {
        "trials.csv" => Encoding.UTF8.GetBytes(WithoutTimes(Encoding.UTF8.GetString(bytes).Split('\n'))),
        _ when name.StartsWith("trials/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal) =>
            Encoding.UTF8.GetBytes(WithoutTimes(JsonNode.Parse(bytes)!.AsObject())),
        _ when name.EndsWith(".zip", StringComparison.Ordinal) => Entries(bytes),
        _ => bytes,
    };

    private static string WithoutTimes(string[] lines)
    {
        var header = lines[0].Split(',');
        int[] kept = [.. Enumerable.Range(0, header.Length)
            .Where(i => !header[i].Contains("seconds", StringComparison.Ordinal) && header[i] is not ("peak_mb" or "model_bytes"))];
        return string.Join('\n', lines.Select(line => line.Split(',') is { } cells && cells.Length == header.Length
            ? string.Join(',', kept.Select(i => cells[i])) : line));
    }

    private static string WithoutTimes(JsonObject trial)
    {
        foreach (var name in Times)
            trial.Remove(name);
        return trial.ToJsonString();
    }

    /// <summary>What the entries of an archive hold, and those of archives in it: an entry also has the time when it was written.</summary>
    private static byte[] Entries(byte[] bytes)
    {
        using var content = new MemoryStream();
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var entries = archive.Entries.Where(entry => !TimedParts.Contains(entry.Name));
        foreach (var entry in entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var stream = entry.Open();
            using var read = new MemoryStream();
            stream.CopyTo(read);
            var own = read.ToArray();
            content.Write(Encoding.UTF8.GetBytes($"{entry.FullName}\n"));
            content.Write(own.AsSpan().StartsWith("PK"u8) ? Entries(own) : own);
        }

        return content.ToArray();
    }
}
