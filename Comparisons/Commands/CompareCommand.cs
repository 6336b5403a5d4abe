using System.CommandLine;
using System.Globalization;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>compare</c>: learners on a table of the user's, and an answer.</summary>
internal static class CompareCommand
{
    private const int MostThreads = 1_024;

    /// <summary>The command, whose action compares as it is asked.</summary>
    public static Command Create(string commandLine, LearnerCatalog learners, Func<CompareSettings, CancellationToken, int> compare)
    {
        var usual = new CompareSettings { Path = "" };
        var path = new Argument<string>("table") { HelpName = "FILE", Description = "The table: CSV or TSV with a header, .gz too." };
        var label = Text("--label", "NAME", "The column to predict. Default: the last one.");
        var task = Choice("--task", "What is to be learned. Default: by the label's values.", Enum.GetValues<LearningTask>());
        var positive = Text("--positive", "VALUE", "Of two classes the one that is true. Default: the second in order.");
        var group = Text("--group", "NAME", "A column whose equal values are never both trained and tested on.");
        var test = Text("--test", "FILE", "Rows to test on, with the same columns. Default: folds of the table.");
        var ignore = Texts("--ignore", "NAME", "A column that is not used. May be repeated.");
        var categories = Whole(
            "--max-categories", $"The most categories of a column. Default: {usual.MaxCategories}.", SuiteBounds.Categories);
        var metric = new Option<string?>("--metric")
        {
            HelpName = "NAME",
            Description = "What decides. Default: log-loss for classes, rmse for numbers.",
        };
        metric.AcceptOnlyFromAmong([.. Metric.All]);
        var kinds = Texts(
            "--learners", "KIND",
            "A kind of learner, as list learners shows them, with its defaults. May be repeated. Default: a constant, a linear model, "
                + "networks and boosted trees, and the weighted mean of all.");
        var folds = Whole("--folds", $"Folds; with --test seeds. Default: {usual.Folds}.", SuiteBounds.Folds, least: 2);
        var margin = Positive("--margin", "The largest difference that does not matter. Default: a tenth of what the constant is behind.");
        var minutes = Positive(
            "--budget", "Minutes that all trainings should about take: RealMLP and TabM are made smaller, or left out, to fit. "
                + string.Create(CultureInfo.InvariantCulture, $"Default: {usual.Minutes}."));
        var quick = new Option<bool>("--quick") { Description = "Within about a minute: without TabM and the weighted mean." };
        var common = new CommonOptions();
        var command = new Command(
            "compare", "Compare learners on a table of yours: which one to take, how sure that is, what it costs; the best is saved.")
        {
            path, label, task, positive, group, test, ignore, categories, metric, kinds, folds, margin, minutes, quick,
        };
        common.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(compare(
            common.Read(
                result,
                new CompareSettings
                {
                    Path = result.GetValue(path)!,
                    Label = result.GetValue(label),
                    Task = result.GetValue(task),
                    Positive = result.GetValue(positive),
                    Group = result.GetValue(group),
                    TestFile = result.GetValue(test),
                    Ignore = result.GetValue(ignore) ?? [],
                    MaxCategories = result.GetValue(categories) ?? usual.MaxCategories,
                    Metric = result.GetValue(metric),
                    Learners = Known(result.GetValue(kinds) ?? [], learners),
                    Folds = result.GetValue(folds) ?? usual.Folds,
                    Margin = result.GetValue(margin),
                    Minutes = result.GetValue(minutes) ?? usual.Minutes,
                    Quick = result.GetValue(quick),
                    Command = commandLine,
                }),
            cancellation)));
        return command;
    }

    /// <exception cref="UsageException">There is no such kind.</exception>
    private static string[] Known(string[] kinds, LearnerCatalog learners)
    {
        foreach (var name in kinds.Where(name => !learners.TryFind(name, out _)))
        {
            throw new UsageException(
                $"--learners {name}: {LearnerKinds.WhyMissing(name) ?? "there is no such kind of learner."} There are "
                    + $"{string.Join(", ", learners.All.Select(kind => kind.Name))}.");
        }

        return kinds;
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    private static Option<string[]> Texts(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description, DefaultValueFactory = _ => [] };

    private static Option<T?> Choice<T>(string name, string description, T[] values)
        where T : struct, Enum
    {
        string[] words = [.. values.Select(value => value.ToString().ToLowerInvariant())];
        return new(name)
        {
            HelpName = string.Join('|', words),
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (Array.IndexOf(words, text) is >= 0 and var place)
                    return values[place];
                result.AddError($"{name} {text}: expected {string.Join(", ", words[..^1])} or {words[^1]}.");
                return null;
            },
        };
    }

    private static Option<int?> Whole(string name, string description, int most, int least = 1) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            result.AddError($"{name} {text}: expected a whole number from {least} to {most}.");
            return null;
        },
    };

    private static Option<double?> Positive(string name, string description) => new(name)
    {
        HelpName = "X",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
                && double.IsFinite(value))
            {
                return value;
            }

            result.AddError($"{name} {text}: expected a number above 0.");
            return null;
        },
    };

    /// <summary>The options that <c>run</c> has too.</summary>
    private sealed class CommonOptions
    {
        private readonly Option<string?> _output = RunCommandOptions.Output("compare");
        private readonly Option<bool> _resume = RunCommandOptions.Resume();
        private readonly Option<Experiments.Pictures.PictureFormat> _pictures = RunCommandOptions.PictureFiles();
        private readonly Option<int?> _threads = Whole(
            "--threads", "Threads in all: so many trials at once. Default: the number of cores.", MostThreads);

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_output, _resume, _pictures, _threads])
                command.Options.Add(option);
        }

        public CompareSettings Read(ParseResult result, CompareSettings settings) => settings with
        {
            Output = result.GetValue(_output),
            Resume = result.GetValue(_resume),
            Pictures = result.GetValue(_pictures),
            Threads = result.GetValue(_threads) ?? settings.Threads,
        };
    }
}
