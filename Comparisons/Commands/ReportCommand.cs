using System.CommandLine;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Results;
using MlPipelines.Reporting;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>report</c>: the page of a run that was made before.</summary>
internal static class ReportCommand
{
    /// <summary>The command, which says on <paramref name="output"/> where the page is.</summary>
    public static Command Create(TextWriter output)
    {
        var folder = new Argument<string>("folder")
        {
            HelpName = "DIR",
            Description = "The folder of a run. Its page is made from its tables and pictures alone.",
        };
        var command = new Command("report", $"Make the page of a run again: {RunPages.FileName} in its folder.") { folder };
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(folder);
            if (string.IsNullOrWhiteSpace(path) || !Directory.Exists(path))
                throw new UsageException($"report {path}: there is no such folder; give the folder of a run.");
            try
            {
                output.WriteLine($"Page: {RunPages.Write(path)}");
            }
            catch (RunFolderException exception)
            {
                throw new UsageException($"report {path}: {exception.Message}", exception);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
