using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>The program's command line in a test, and a suite small enough for one.</summary>
internal static class CommandRun
{
    /// <summary>A suite of two learners and two seeds on a small generated map.</summary>
    public const string SmallSuite = """
        {
          "name": "small",
          "experiments": [ {
            "name": "map", "question": "Does it run?", "data": "countries-map", "trainRows": 300, "validationRows": 60, "testRows": 60,
              "seeds": 2,
            "learners": [
              { "kind": "lbfgs-maximum-entropy", "name": "linear", "settings": { "iterations": 5 } },
              { "kind": "mlp", "name": "net", "settings": { "hidden": 8, "epochs": 2, "batch": 32, "optimizer": "sgd", "rate": 0.1 } }
            ]
          } ]
        }
        """;

    /// <summary>What a command gave back and wrote.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Error);

    /// <summary>Runs the program's command line, with learners of the catalog.</summary>
    public static Outcome Invoke(LearnerCatalog learners, CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Invoke(arguments, new ConsoleStreams { Output = output, Error = error }, learners, cancellation);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command line of the program with its own learners.</summary>
    public static Outcome Invoke(CancellationToken cancellation, params string[] arguments) =>
        Invoke(LearnerCatalog.Own, cancellation, arguments);

    /// <inheritdoc cref="Invoke(CancellationToken, string[])"/>
    public static Outcome Invoke(params string[] arguments) => Invoke(CancellationToken.None, arguments);

    /// <summary>The text of a file of a run.</summary>
    public static string File(TemporaryFolder folder, string run, string name) =>
        System.IO.File.ReadAllText(Path.Combine(folder[run], name));
}
