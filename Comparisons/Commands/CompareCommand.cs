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
    /// <summary>The command, whose action compares as it is asked.</summary>
    public static Command Create(string commandLine, LearnerCatalog learners, Func<CompareSettings, CancellationToken, int> compare)
    {
        var usual = new CompareSettings { Path = "" };
        var path = new Argument<string>("table") { HelpName = "FILE", Description = "The table: CSV or TSV with a header, .gz too." };
        var label = Text("--label", "NAME", "The column to predict. Default: the last one.");
        var task = CommandOptions.Choice<LearningTask>("--task", "What is to be learned. Default: by the label's values.");
        var positive = Text("--positive", "VALUE", "Of two classes the one that is true. Default: the second in order.");
        var group = Text("--group", "NAME", "A column whose equal values are never both trained and tested on.");
        var test = Text("--test", "FILE", "Rows to test on, with the same columns. Default: folds of the table.");
        var ignore = Texts("--ignore", "NAME", "A column that is not used. May be repeated.");
        var categories = CommandOptions.Whole(
            "--max-categories", $"The most categories of a column. Default: {usual.MaxCategories}.", SuiteBounds.Categories);
        var metric = new Option<string?>("--metric")
        {
            HelpName = "NAME",
            Description = "What decides. Default: log-loss for classes, rmse for numbers.",
        };
        metric.AcceptOnlyFromAmong([.. Metric.All]);
        var kinds = Texts(
            "--learners", "KIND",
            "A kind of learner, as list learners shows them, with its defaults; linear is the linear model of the task. May be repeated. "
                + "Default: a constant, a linear model, networks and boosted trees, and the weighted mean of all.");
        var folds = CommandOptions.Whole("--folds", $"Folds; with --test seeds. Default: {usual.Folds}.", SuiteBounds.Folds, least: 2);
        var margin = CommandOptions.Positive(
            "--margin", "The largest difference that does not matter. Default: a tenth of that between the constant and the chosen.");
        var minutes = CommandOptions.Positive(
            "--budget", "Minutes that all trainings should about take: RealMLP and TabM are made smaller, or left out, to fit. "
                + string.Create(CultureInfo.InvariantCulture, $"Default: {usual.Minutes}."));
        var quick = new Option<bool>("--quick") { Description = "Within about a minute: without TabM and the weighted mean." };
        var output = CommandOptions.Output("compare");
        var resume = CommandOptions.Resume();
        var pictures = CommandOptions.PictureFiles();
        var threads = CommandOptions.Threads();
        var command = new Command(
            "compare", "Compare learners on a table of yours: which one to take, how sure that is, what it costs; the best is saved.")
        {
            path, label, task, positive, group, test, ignore, categories, metric, kinds, folds, margin, minutes, quick, output,
            resume, pictures, threads,
        };
        command.SetAction((result, cancellation) => Task.FromResult(compare(
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
                Output = result.GetValue(output),
                Resume = result.GetValue(resume),
                Pictures = result.GetValue(pictures) ?? usual.Pictures,
                Threads = result.GetValue(threads) ?? usual.Threads,
                Command = commandLine,
            },
            cancellation)));
        return command;
    }

    /// <exception cref="UsageException">There is no such kind.</exception>
    private static string[] Known(string[] kinds, LearnerCatalog learners)
    {
        foreach (var name in kinds.Where(name => name != TableComparison.Linear && !learners.TryFind(name, out _)))
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
}
