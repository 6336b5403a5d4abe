using System.Globalization;
using System.Reflection;
using MlPipelines.Data.Sets;

namespace MlPipelines.Comparisons.Cluster;

/// <summary>The two batch scripts of a run: a task of the array, and what puts the run together at the end.</summary>
/// <param name="program">The program with its first words, such as <c>dotnet MlPipelines.Comparisons.dll</c>.</param>
/// <param name="command">What the processes have in common.</param>
/// <param name="folder">The run's folder, a full path.</param>
internal sealed class SlurmScripts(IReadOnlyList<string> program, SharedCommand command, string folder)
{
    private const int PercentOfMemory = 80; // for objects of .NET; the rest is for native libraries and stacks

    /// <summary>How this program is started again.</summary>
    public static IReadOnlyList<string> ThisProgram
    {
        get
        {
            var process = Environment.ProcessPath ?? "dotnet";
            return Path.GetFileNameWithoutExtension(process) == "dotnet" && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } entry
                ? [process, entry] : [process];
        }
    }

    /// <summary>A task of the array: it runs its share, with the cores and the memory that it was given.</summary>
    /// <param name="shards">How many shares there are.</param>
    public string Task(int shards) => Script(
        $"One task of the array: the share $SLURM_ARRAY_TASK_ID of {Text(shards)}.",
        $"exec {Words([.. program, .. command.Arguments, "--out", folder])} --shard \"$SLURM_ARRAY_TASK_ID/{Text(shards)}\"");

    /// <summary>The last job: tables, verdicts, pictures and the page.</summary>
    public string Merge() => Script("Puts together what the tasks did.", $"exec {Words([.. program, "merge", folder])}");

    private string Script(string what, string last) => string.Join('\n', [
        "#!/bin/bash",
        $"# {what}",
        "set -eu",
        $"cd {Quoted(command.WorkingFolder)}",
        .. Export(DataSetOptions.DataDirectoryVariable, command.DataFolder),
        .. Export("DOTNET_ROOT", Environment.GetEnvironmentVariable("DOTNET_ROOT")),
        "# No more than the cores and the memory of the allocation. Memory is in megabytes, of the node or of a core.",
        "cores=${SLURM_CPUS_PER_TASK:-1}",
        "export DOTNET_PROCESSOR_COUNT=$cores",
        "memory=${SLURM_MEM_PER_NODE:-$(( ${SLURM_MEM_PER_CPU:-0} * cores ))}",
        "if [ \"$memory\" -gt 0 ]; then",
        $"  export DOTNET_GCHeapHardLimit=$(printf '%x' $(( memory * 1048576 * {Text(PercentOfMemory)} / 100 )))",
        "fi",
        last,
        "",
    ]);

    private static string[] Export(string name, string? value) => value is { Length: > 0 } ? [$"export {name}={Quoted(value)}"] : [];

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    /// <summary>A word as a shell reads it back.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./=,:+@%".Contains(character)) ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
