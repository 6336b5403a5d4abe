using System.Globalization;
using System.Text;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The figures of one experiment on one data set as a table: a row for each learner, mean ± standard deviation over its seeds or folds.
/// </summary>
/// <param name="Title">The experiment's whole name, and the data set's where there are several.</param>
/// <param name="Question">Its question.</param>
/// <param name="Ours">What was chosen here and not taken from a published report, in words, or null.</param>
/// <param name="Header">The columns.</param>
/// <param name="Rows">The cells.</param>
/// <param name="Failures">Learner, seed and error of each failed trial; of many with one error the first, and how many there are.</param>
public sealed record Summary(
    string Title, string Question, string? Ours, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows,
        IReadOnlyList<string> Failures)
{
    private const int MostAlike = 5;

    /// <summary>What the figures say of the learners, in lines; empty for nothing.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>For each learner with failed trials, of how many the means are; empty for none.</summary>
    public IReadOnlyList<string> Incomplete { get; init; } = [];

    /// <summary>The summaries of an experiment's finished trials, one for each data set that has any.</summary>
    public static IEnumerable<Summary> Of(string suite, Experiment experiment, IEnumerable<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return ByDataSet(suite, experiment, trials).Select(group => Of(group.Title, experiment, group.Trials));
    }

    /// <summary>An experiment's finished trials on each data set that has any, with the title of their results.</summary>
    public static IEnumerable<(string Title, string DataSet, List<FinishedTrial> Trials)> ByDataSet(
        string suite, Experiment experiment, IEnumerable<FinishedTrial> trials) =>
        trials.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name)
            .OrderBy(ended => ended.Trial.Number)
            .GroupBy(ended => ended.Trial.DataSet)
            .Select(
                group => (
                    experiment.DataSets.Count > 1 ? $"{suite}/{experiment.Name} on {group.Key}" : $"{suite}/{experiment.Name}", group.Key,
                    group.ToList()));

    private static Summary Of(string title, Experiment experiment, List<FinishedTrial> own)
    {
        var values = own.SelectMany(ended => ended.Result.Metrics).ToList();
        var columns = new List<(string Split, string Metric)>();
        foreach (var metric in MainMetrics(values)
            .Concat(values.Any(value => value.Metric == experiment.Compare) ? [experiment.Compare!] : []).Distinct())
        {
            var splits = Split.Reported.Where(split => values.Any(value => value.Split == split && value.Metric == metric)).ToList();
            columns.AddRange((columns.Count == 0 ? splits : splits.TakeLast(1)).Select(split => (split, metric)));
        }

        var header = new List<string> { "learner", experiment.TrialsAre };
        header.AddRange(columns.Select(column => $"{column.Split} {column.Metric}"));
        header.AddRange(["parameters", "model kB", "fit s", "predict µs/row"]);

        var rows = own.GroupBy(ended => ended.Trial.Learner).Select(group =>
        {
            var good = group.Where(ended => !ended.Result.Failed).Select(ended => ended.Result).ToList();
            var failed = group.Count() - good.Count;
            var cells = new List<string> { group.Key, failed == 0 ? $"{good.Count}" : $"{good.Count} of {group.Count()}" };
            cells.AddRange(columns.Select(column =>
                Cell(Values(good, result => result.Find(column.Split, column.Metric)), "0.0000")));
            cells.Add(good.FirstOrDefault()?.Parameters?.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ') ?? "");
            cells.Add(good.FirstOrDefault()?.ModelBytes is { } bytes ? (bytes / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "");
            cells.Add(Cell(Values(good, result => result.FitSeconds), "0.00"));
            cells.Add(Cell(Values(good, result => result.PredictMicroseconds), "0.0"));
            return (IReadOnlyList<string>)cells;
        }).ToList();

        var incomplete = own.GroupBy(ended => ended.Trial.Learner)
            .Select(learner => (Learner: learner.Key, Count: learner.Count(), Failed: learner.Where(ended => ended.Result.Failed).ToList()))
            .Where(learner => learner.Failed.Count > 0)
            .Select(learner => $"{learner.Learner} {WordOf(learner.Failed)} in {learner.Failed.Count} of {learner.Count} "
                + $"{experiment.TrialsAre}: "
                + (learner.Failed.Count == learner.Count ? "it has no figures."
                    : $"its figures are means of the other {learner.Count - learner.Failed.Count}, and it is never called better."))
            .ToList();
        var failures = own.Where(ended => ended.Result.Failed).GroupBy(ended => ended.Result.Error)
            .SelectMany(alike => alike.Count() > MostAlike ? [Failure(experiment, alike.First(), alike.Count())]
                : alike.Select(ended => Failure(experiment, ended, 1)))
            .ToList();
        return new Summary(title, experiment.Question, experiment.Ours, header, rows, failures) { Incomplete = incomplete };
    }

    private static string WordOf(List<FinishedTrial> failed)
    {
        var diverged = failed.Count(ended => ended.Result.Error!.StartsWith("TrainingDivergedException", StringComparison.Ordinal));
        return diverged == failed.Count ? "diverged" : diverged == 0 ? "failed" : "failed or diverged";
    }

    private static string Failure(Experiment experiment, FinishedTrial first, int count)
    {
        var trial = first.Trial;
        return (count == 1 ? $"trial {trial.Number}" : $"{count} trials alike, the first of them trial {trial.Number}")
            + $", {trial.Learner}, {experiment.NameOf(trial.Seed)}: {first.Result.Error}";
    }

    /// <summary>
    /// The metrics that a summary shows, the first on every split and the others on the last: all are in <c>metrics.csv</c>.
    /// </summary>
    public static IEnumerable<string> MainMetrics(IReadOnlyCollection<MetricValue> values) =>
        new[] { Metric.Accuracy, Metric.LogLoss, Metric.Auc, Metric.Rmse, Metric.R2 }
            .Where(metric => values.Any(value => value.Metric == metric));

    private static List<double> Values(IEnumerable<TrialResult> results, Func<TrialResult, double?> value) =>
        [.. results.Select(value).OfType<double>()];

    private static string Cell(List<double> values, string format)
    {
        var spread = Spread.Of(values);
        if (spread.Count == 0)
            return "";
        var mean = spread.Mean.ToString(format, CultureInfo.InvariantCulture);
        return spread.Count == 1 ? mean : $"{mean} ± {spread.Deviation.ToString(format, CultureInfo.InvariantCulture)}";
    }
}

/// <summary>Summaries as plain text in aligned columns, the same on a terminal, in a pipe and in a file.</summary>
public static class SummaryText
{
    /// <summary>The file of a run's tables as they are printed at its end.</summary>
    public const string FileName = "summary.txt";

    /// <summary>The text of a summary, each line ended by a line feed.</summary>
    public static string Of(Summary summary)
    {
        var text = new StringBuilder();
        text.Append(summary.Title).Append('\n');
        if (summary.Question.Length > 0)
            text.Append(summary.Question).Append('\n');
        if (summary.Ours is not null)
            text.Append("Chosen here: ").Append(summary.Ours).Append(".\n");
        text.Append('\n');
        var rows = summary.Rows.Prepend(summary.Header).ToList();
        var widths = Enumerable.Range(0, summary.Header.Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var (index, row) in rows.Index())
        {
            AppendRow(text, row, widths);
            if (index == 0)
                AppendRow(text, [.. widths.Select(width => new string('-', width))], widths);
        }

        foreach (var failure in summary.Failures)
            text.Append("failed: ").Append(failure).Append('\n');
        foreach (var learner in summary.Incomplete)
            text.Append(learner).Append('\n');
        if (summary.Findings.Count > 0)
            text.Append('\n').AppendJoin('\n', summary.Findings).Append('\n');
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, List<int> widths)
    {
        var line = cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
        text.Append(string.Join("  ", line).TrimEnd()).Append('\n');
    }
}
