using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MlPipelines.Comparisons.Commands;

/// <summary>What <c>--help</c> says beyond commands and options: examples, the files of a run, exit codes.</summary>
internal static class HelpText
{
    private const string More = """
        Examples:
          Comparisons                                       the default comparison
          Comparisons list                                  every suite and experiment
          Comparisons list mlp                              the settings of a kind of learner
          Comparisons run mnist-mlp/batch-size --seeds 3    one experiment with three seeds
          Comparisons run countries --set rate=0.1,0.01     a suite with another sweep
          Comparisons run all --quick --out /tmp/quick      the suites of the reports, small
          Comparisons verify                                every gradient, by Taylor and Jacobian tests
          Comparisons run --save-models --out night         the default comparison with its trained pipelines
          Comparisons predict --model night/models/trial-1.zip rows.csv
          Comparisons predict --model pets/models/trial-1.zip holiday/*.jpg
          Comparisons export --model model.zip --onnx model.onnx
          Comparisons doctor                                what of all that the program uses is there

        Results go to standard output, progress and errors to standard error. A run's folder holds:
          metrics.csv      suite,experiment,trial,dataset,learner,seed,split,metric,value
          trials.csv       a row for each trial: settings, parameters, times, memory, error
          settings.csv     a row for each trial with a column for each setting
          history.csv      metrics by epoch or iteration
          trials/          a file for each trial, written as soon as it ends
          claims.csv       the claims of experiments that have some, judged
          comparisons.csv  of experiments without claims, which learner is better as far as a test supports it
          summary.txt      the tables that the run prints at its end
          pictures/        the pictures of experiments, for light and dark; PNG with --pictures
          run.json         version, command, machine, data and their hashes, seeds, the suites as run
          predictions/     of experiments with an ensemble, what each trial predicts of validation and test rows
          models/          with --save-models: the trained pipeline of each trial
          ranks.csv        of experiments on three data sets and more, how learners rank over them
        The tables are made of the files in trials/ at the run's end, or when it is stopped or fails. After a kill, --resume makes them and
        goes on from there.

        Exit codes:
          0    everything ran
          1    a trial failed, its row in trials.csv has the error; verify found a wrong gradient; or doctor misses something
          2    the command line, a suite file or the output folder is not usable
          3    data, a picture or a trained pipeline are missing or damaged; where other experiments have theirs, these run, and it is 1
          4    a result could not be written, or the program is at fault
          130  stopped by Ctrl-C; the files are complete up to the last finished trial
        """;

    /// <summary>Adds the text after the help of the program itself.</summary>
    public static void Extend(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is SynchronousCommandLineAction help)
                option.Action = new Extended(help, root);
        }
    }

    private sealed class Extended(SynchronousCommandLineAction help, RootCommand root) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command == root)
                parseResult.InvocationConfiguration.Output.WriteLine(More);
            return code;
        }
    }
}
