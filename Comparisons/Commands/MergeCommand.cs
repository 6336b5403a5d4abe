using System.CommandLine;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Sets;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>merge</c>: what several processes did in a folder becomes the results of one run.</summary>
internal static class MergeCommand
{
    /// <summary>The command.</summary>
    /// <param name="repeat">Calls the program again, with the command that the processes have in common.</param>
    public static Command Create(Func<ProgramCall, CancellationToken, int> repeat)
    {
        var folder = new Argument<string>("folder") { HelpName = "DIR", Description = "The folder that the processes shared." };
        var command = new Command(
            "merge",
            "Make the tables, verdicts, pictures and the page of a run whose shares several processes ran (--engine slurm, --shard).")
        {
            folder,
        };
        command.SetAction((result, cancellation) =>
        {
            var path = result.GetValue(folder) ?? "";
            if (string.IsNullOrWhiteSpace(path) || !Directory.Exists(path))
                throw new UsageException($"merge {path}: there is no such folder; give the folder of a run.");
            path = Path.GetFullPath(path);
            var shared = SharedCommand.Read(path);
            if (Directory.Exists(shared.WorkingFolder))
                Directory.SetCurrentDirectory(shared.WorkingFolder);
            if (Environment.GetEnvironmentVariable(DataSetOptions.DataDirectoryVariable) is null)
                Environment.SetEnvironmentVariable(DataSetOptions.DataDirectoryVariable, shared.DataFolder);
            return Task.FromResult(
                repeat(new ProgramCall([.. shared.Arguments, "--out", path]) { Text = shared.Text, IsMerge = true }, cancellation));
        });
        return command;
    }
}
