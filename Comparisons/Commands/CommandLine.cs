using System.CommandLine;
using System.Text;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The program's command line: parsing, commands, and the exit code that each end has.</summary>
public static class CommandLine
{
    /// <summary>
    /// The whole program, in the console of the process: what a <c>Main</c> calls. Ctrl-C stops it at its next step. Returns the exit code,
    /// see <see cref="ExitCode"/>.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="added">Kinds of learner that the calling program adds to this project's own: suite files, <c>list</c> and
    /// <c>--beside</c> then know them.</param>
    /// <exception cref="ArgumentException">An added kind has the name of another.</exception>
    public static int Run(IReadOnlyList<string> arguments, params IEnumerable<LearnerKind> added)
    {
        Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var interruption = new Interruption();
        return Invoke(arguments, ConsoleStreams.OfProcess(), LearnerCatalog.Own.With(added), interruption.Token);
    }

    /// <summary>
    /// Runs the program with these arguments and returns its exit code, see <see cref="ExitCode"/>; its learners are those of the catalog,
    /// null for <see cref="LearnerCatalog.Own"/>.
    /// </summary>
    public static int Invoke(
        IReadOnlyList<string> arguments, ConsoleStreams streams, LearnerCatalog? learners = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(streams);
        return Invoke(new ProgramCall(arguments), streams, learners ?? LearnerCatalog.Own, cancellation);
    }

    private static int Invoke(ProgramCall call, ConsoleStreams streams, LearnerCatalog learners, CancellationToken cancellation)
    {
        var root = CreateRoot(call, learners, streams);
        var result = root.Parse(call.Arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
                streams.Error.WriteLine(error.Message);
            if (Suggestion(result) is { } suggestion)
                streams.Error.WriteLine(suggestion);
            streams.Error.WriteLine("Give --help for the commands and options.");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = streams.Output,
            Error = streams.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return Guarded(streams, () => result.InvokeAsync(configuration, cancellation).GetAwaiter().GetResult());
    }

    private static RootCommand CreateRoot(ProgramCall call, LearnerCatalog learners, ConsoleStreams streams)
    {
        int Run(RunSettings settings, CancellationToken cancellation) => new RunSession(settings, learners, streams).Run(cancellation);

        var root = new RootCommand(
            "Trains learners through ML.NET pipelines on the same rows and compares them. "
            + "Without a command: a linear model, networks and boosted trees on data that need no file.");
        var options = new RunCommandOptions();
        options.AddTo(root);
        root.SetAction((result, cancellation) => Task.FromResult(Run(options.Read(result, [], call), cancellation)));
        root.Subcommands.Add(CompareCommand.Create(
            call, learners, (settings, cancellation) => new CompareSession(settings, learners, streams).Run(cancellation)));
        root.Subcommands.Add(ListCommand.Create(streams.Output, learners));
        root.Subcommands.Add(RunCommand.Create(call, Run));
        root.Subcommands.Add(VerifyCommand.Create(streams.Output));
        root.Subcommands.Add(TrainCommand.Create(learners, streams));
        root.Subcommands.Add(PredictCommand.Create(streams));
        root.Subcommands.Add(ExplainCommand.Create(streams));
        root.Subcommands.Add(ExportCommand.Create(streams));
        root.Subcommands.Add(ReportCommand.Create(streams.Output));
        root.Subcommands.Add(StatusCommand.Create(streams.Output));
        root.Subcommands.Add(MergeCommand.Create((repeated, cancellation) => Invoke(repeated, streams, learners, cancellation)));
        root.Subcommands.Add(DoctorCommand.Create(learners, streams.Output));
        HelpText.Extend(root);
        return root;
    }

    private static int Guarded(ConsoleStreams streams, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (UsageException exception)
        {
            streams.Error.WriteLine(exception.Message);
            return ExitCode.Usage;
        }
        catch (SuiteException exception)
        {
            streams.Error.WriteLine(ElsewhereKind.WithRemedy(exception));
            return ExitCode.Usage;
        }
        catch (DataNotFoundException exception) when (exception.Message.Contains(DataSetOptions.DataDirectoryVariable))
        {
            streams.Error.WriteLine($"{exception.Message} The option --data-dir gives this folder, too.");
            return ExitCode.Data;
        }
        catch (Exception exception) when (exception is DataNotFoundException or DataFileException or InvalidDataException)
        {
            streams.Error.WriteLine(exception.Message);
            return ExitCode.Data;
        }
        catch (StoppedRunException exception)
        {
            streams.Error.WriteLine(exception.Message);
            return ExitCode.Internal;
        }
        catch (Exception exception)
        {
            streams.Error.WriteLine($"The run was stopped by an error of the program or of the machine: {exception}");
            return ExitCode.Internal;
        }
    }

    /// <summary>What a word that is no command may have meant: a command, or a suite without the command run before it.</summary>
    private static string? Suggestion(ParseResult result)
    {
        if (result.UnmatchedTokens is not [{ Length: > 0 } word, ..])
            return null;
        if (word.StartsWith('-'))
        {
            var near = NearestNames.Find(word, result.CommandResult.Command.Options.Select(option => option.Name));
            return near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : null;
        }

        var commands = NearestNames.Find(word, result.RootCommandResult.Command.Subcommands.Select(command => command.Name));
        if (commands.Count > 0)
            return $"Did you mean {string.Join(" or ", commands)}?";
        var suites = NearestNames.Find(word, SuiteCatalog.Names);
        return suites.Count > 0 ? $"Did you mean run {string.Join(" or run ", suites)}?" : null;
    }
}
