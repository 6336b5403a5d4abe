using System.CommandLine;
using System.Globalization;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>compare</c>: learners on a table of the user's, and an answer.</summary>
internal static class CompareCommand
{
    private const int MostTries = 100;

    /// <summary>The command, whose action compares as it is asked.</summary>
    public static Command Create(ProgramCall call, LearnerCatalog learners, Func<CompareSettings, CancellationToken, int> compare)
    {
        var usual = new CompareSettings { Path = "" };
        var table = new TableOptions(" Or pictures: a folder, zip or tar archive with a folder for each class.");
        var group = CommandOptions.Text("--group", "NAME", "A column whose equal values are never both trained and tested on.");
        var time = CommandOptions.Text(
            "--time", "NAME", "A column of dates or numbers: the latest rows are tested on, as a model is used later. Default: folds.");
        var foldColumn = CommandOptions.Text(
            "--fold-column", "NAME", "A column whose different values are the folds. Default: rows are dealt.");
        var test = CommandOptions.Text("--test", "FILE", "Rows to test on, with the same columns. Default: folds of the table.");
        var metric = new Option<string?>("--metric")
        {
            HelpName = "NAME",
            Description = "What decides. Default: log-loss for classes, accuracy for pictures, rmse for numbers.",
        };
        metric.AcceptOnlyFromAmong([.. Metric.All]);
        var kinds = CommandOptions.Texts(
            "--learners", "KIND",
            "A kind of learner, as list learners shows them; linear is the linear model of the task. May be repeated. "
                + "Default: a constant, a linear model, networks and boosted trees, and the weighted mean of all.");
        var folds = CommandOptions.Whole("--folds", $"Folds; with --test seeds. Default: {usual.Folds}.", SuiteBounds.Folds, least: 2);
        var margin = CommandOptions.Positive(
            "--margin", "The largest difference that does not matter. Default: a tenth of that between the constant and the chosen.");
        var minutes = CommandOptions.Positive(
            "--budget", "Minutes that all trainings should about take: RealMLP and TabM are made smaller, or left out, to fit. "
                + string.Create(CultureInfo.InvariantCulture, $"Default: {usual.Minutes}."));
        var tries = CommandOptions.Whole(
            "--tries", "The most settings that a learner tries in each fit; validation rows choose one. 1 for its defaults alone. Default: "
                + "as many as there is time for.", MostTries);
        var quick = new Option<bool>("--quick") { Description = "Within about a minute: without TabM and the weighted mean." };
        var output = CommandOptions.Output("compare");
        var resume = CommandOptions.Resume();
        var pictures = CommandOptions.PictureFiles();
        var threads = CommandOptions.Threads();
        var json = CommandOptions.Json();
        var engine = new EngineOptions();
        var command = new Command(
            "compare",
            "Compare learners on a table or on pictures of yours: which one to take, how sure that is, what it costs; the best is saved.")
        {
            group, time, foldColumn, test, metric, kinds, folds, margin, minutes, tries, quick, output, resume, pictures, threads, json,
        };
        table.AddTo(command);
        engine.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(compare(
            new CompareSettings
            {
                Path = table.Path(result),
                Reading = table.Read(result),
                Group = result.GetValue(group),
                TestFile = result.GetValue(test),
                Time = result.GetValue(time),
                FoldColumn = result.GetValue(foldColumn),
                Json = result.GetValue(json),
                Metric = result.GetValue(metric),
                Learners = Known(result.GetValue(kinds) ?? [], learners),
                Folds = result.GetValue(folds) ?? usual.Folds,
                HasFolds = result.GetValue(folds) is not null,
                Margin = result.GetValue(margin),
                Minutes = result.GetValue(minutes) ?? usual.Minutes,
                Tries = result.GetValue(tries),
                Quick = result.GetValue(quick),
                Output = result.GetValue(output),
                Resume = result.GetValue(resume),
                Pictures = result.GetValue(pictures) ?? usual.Pictures,
                Threads = result.GetValue(threads) ?? engine.UsualThreads(result),
                Command = call.Text,
                Sharing = engine.Read(result, call, result.GetValue(threads)),
            },
            cancellation)));
        return command;
    }

    /// <summary>What is wrong with a kind of learner that there is not.</summary>
    public static UsageException Unknown(string option, string kind, LearnerCatalog learners) => new(
        $"{option} {kind}: {LearnerKinds.WhyMissing(kind) ?? "there is no such kind of learner."} There are {TableComparison.Linear}, "
            + $"{string.Join(", ", learners.All.Select(own => own.Name))}.");

    /// <exception cref="UsageException">There is no such kind.</exception>
    private static string[] Known(string[] kinds, LearnerCatalog learners) =>
        kinds.FirstOrDefault(kind => kind != TableComparison.Linear && !learners.TryFind(kind, out _)) is { } unknown
            ? throw Unknown("--learners", unknown, learners) : kinds;
}
