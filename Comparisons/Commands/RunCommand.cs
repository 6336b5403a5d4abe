using System.CommandLine;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command, whose action runs the settings given to it.</summary>
    public static Command Create(ProgramCall call, Func<RunSettings, CancellationToken, int> run)
    {
        var names = new Argument<string[]>("suite")
        {
            HelpName = "suite[/experiment]",
            Description =
                "A suite, one of its experiments, a suite file of yours (FILE.json, FILE.json/experiment), or 'all'. The command 'list' "
                    + "shows the names.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("run", "Run suites or single experiments.") { names };
        var options = new RunCommandOptions();
        options.AddTo(command);
        command.SetAction((result, cancellation) =>
            Task.FromResult(run(options.Read(result, result.GetValue(names) ?? [], call), cancellation)));
        return command;
    }
}
