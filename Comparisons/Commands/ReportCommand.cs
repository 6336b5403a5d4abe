using System.CommandLine;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Results;
using MlPipelines.Reporting;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>report</c>: the page of a run that was made before, or of two.</summary>
internal static class ReportCommand
{
    /// <summary>The command, which says on <paramref name="output"/> where the page is.</summary>
    public static Command Create(TextWriter output)
    {
        var folders = new Argument<string[]>("folder")
        {
            HelpName = "DIR",
            Description = "The folder of a run, or of verify: its page is made from its tables and pictures alone. Of two runs: a page "
                + "that sets them side by side, in the folder of the second.",
            Arity = new ArgumentArity(1, 2),
        };
        var command = new Command(
            "report", $"Make the page of a run again, {RunPages.FileName} in its folder; or set two runs side by side.")
        {
            folders,
        };
        command.SetAction(result =>
        {
            var paths = result.GetValue(folders) ?? [];
            var text = string.Join(' ', paths);
            if (paths.FirstOrDefault(path => string.IsNullOrWhiteSpace(path) || !Directory.Exists(path)) is { } missing)
                throw new UsageException($"report {text}: there is no folder '{missing}'; give the folder of a run.");
            try
            {
                output.WriteLine($"Page: {(paths.Length == 2 ? RunPages.Write(paths[0], paths[1]) : RunPages.Write(paths[0]))}");
            }
            catch (RunFolderException exception)
            {
                throw new UsageException($"report {text}: {exception.Message}", exception);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
