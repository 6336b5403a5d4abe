using System.Globalization;
using System.Text.Json;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Sets;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Comparisons.Cluster;

/// <summary>
/// What all processes of a shared run are asked to do: <c>command.json</c> in its folder. The processes plan the run from it anew, each for
/// itself, so that no plan has to be sent.
/// </summary>
/// <param name="Arguments">The words of the command line, without those that say who does what and where.</param>
/// <param name="WorkingFolder">The folder that relative paths in it begin from.</param>
/// <param name="DataFolder">What the environment variable MLPIPELINES_DATA says; null where it is not set.</param>
/// <param name="Text">The command as it was given, for the record.</param>
internal sealed record SharedCommand(IReadOnlyList<string> Arguments, string WorkingFolder, string? DataFolder, string Text)
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "command.json";

    private static readonly string[] WithValue =
        ["--engine", "--partition", "--time-limit", "--array-size", "--memory", "--sbatch", "--shard", "--out"];

    private const string Threads = "--threads";

    private static readonly string[] WithoutValue = ["--resume"];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>
    /// The command of this process. The number of threads is among its words where it decides what is trained, as in <c>compare</c>, and
    /// where jobs ask for so many cores.
    /// </summary>
    /// <param name="sharing">What is asked for.</param>
    /// <param name="text">The command as it was given.</param>
    /// <param name="threads">The threads of this process.</param>
    public static SharedCommand Of(SharedWork sharing, string text, int threads) => new(
        WithThreads(Common(sharing.Arguments), sharing.Slurm is not null, threads), Directory.GetCurrentDirectory(),
        Environment.GetEnvironmentVariable(DataSetOptions.DataDirectoryVariable),
        sharing.Shard is { } shard ? text.Replace($" --shard {shard}", "", StringComparison.Ordinal) : text);

    /// <summary>Reads a run's file.</summary>
    /// <exception cref="UsageException">There is none, or it is damaged.</exception>
    public static SharedCommand Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new UsageException(
                $"merge {folder}: there is no {FileName} in the folder. Only a run that several processes share has one (--engine slurm, "
                    + "--shard); the command that began any other run continues it with --out and --resume.");
        }

        try
        {
            var read = JsonSerializer.Deserialize<SharedCommand>(File.ReadAllText(path), Json);
            return read is { Arguments: not null, WorkingFolder: not null, Text: not null } && read.Arguments.All(word => word is not null)
                ? read : throw new JsonException("arguments, workingFolder and text are needed.");
        }
        catch (JsonException exception)
        {
            throw new UsageException(
                $"merge {folder}: {FileName} is damaged: {exception.Message} Run any share again with --shard, which writes it anew once "
                    + "it is deleted.", exception);
        }
    }

    /// <summary>The file's text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Writes the file where the folder has none.</summary>
    public void WriteTo(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            AtomicFile.WriteText(path, ToText());
    }

    private static IReadOnlyList<string> WithThreads(IReadOnlyList<string> common, bool areJobs, int threads) =>
        (areJobs || IsComparison(common))
            && !common.Any(word => word == Threads || word.StartsWith($"{Threads}=", StringComparison.Ordinal))
            ? [.. common, Threads, threads.ToString(CultureInfo.InvariantCulture)] : common;

    private static bool IsComparison(IReadOnlyList<string> arguments) => arguments is ["compare", ..];

    /// <summary>A command line without the options that say who runs what share, and into which folder.</summary>
    public static IReadOnlyList<string> Common(IReadOnlyList<string> arguments)
    {
        var common = new List<string>();
        var isRun = !IsComparison(arguments); // of which --time is a column
        for (var i = 0; i < arguments.Count; i++)
        {
            var (word, hasValue) = arguments[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at
                ? (arguments[i][..at], true) : (arguments[i], false);
            if (WithValue.Contains(word) || (isRun && word == "--time"))
                i += hasValue ? 0 : 1;
            else if (!WithoutValue.Contains(word))
                common.Add(arguments[i]);
        }

        return common;
    }
}
