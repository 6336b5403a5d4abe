using System.Collections.Concurrent;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Learners;
using Spectre.Console;

namespace MlPipelines.Comparisons.Progress;

/// <summary>Progress on a terminal: a bar for the run and one for each trial that is running; ended trials scroll by above.</summary>
internal sealed class LiveProgress : IRunProgress
{
    private const int NarrowWidth = 60;

    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly ProgressTask _all;
    private readonly ConcurrentDictionary<string, ProgressTask> _data = new();
    private readonly ConcurrentDictionary<int, ProgressTask> _trials = new();

    private LiveProgress(IAnsiConsole console, ProgressContext context, int trials)
    {
        _console = console;
        _context = context;
        _all = context.AddTask("trials", maxValue: Math.Max(trials, 1));
    }

    /// <summary>Shows progress while <paramref name="work"/> runs.</summary>
    public static void Show(IAnsiConsole console, int trials, Action<IRunProgress> work) => console.Progress()
        .AutoClear(true)
        .HideCompleted(true)
        .Columns(ColumnsFor(console.Profile.Width))
        .Start(context => work(new LiveProgress(console, context, trials)));

    /// <summary>A narrow terminal has room for words and percentage alone.</summary>
    private static ProgressColumn[] ColumnsFor(int width)
    {
        var words = new TaskDescriptionColumn { Alignment = Justify.Left };
        return width < NarrowWidth
            ? [words, new PercentageColumn()]
            : [words, new ProgressBarColumn { Width = BarWidth(width) }, new PercentageColumn(), new ElapsedTimeColumn()];
    }

    private static int BarWidth(int width) => Math.Clamp(width / 5, 10, 40);

    /// <summary>What the other columns of the terminal leave for words, so that no line wraps.</summary>
    private int Room => _console.Profile.Width is var width && width < NarrowWidth ? width - 7 : width - BarWidth(width) - 18;

    public void Say(string sentence) => _console.WriteLine(sentence);

    public void Loading(string dataSet) =>
        _data[dataSet] = _context.AddTask(Markup.Escape(Words.Shortened($"data {dataSet}", "", Room))).IsIndeterminate();

    public void Loading(string dataSet, DataProgress progress)
    {
        if (!_data.TryGetValue(dataSet, out var task))
            return;
        task.Description = Markup.Escape(Words.Shortened($"data {dataSet}", progress.Step, Room));
        task.IsIndeterminate = progress.Total is not > 0;
        if (progress.Total is > 0 and var total)
        {
            task.MaxValue = total;
            task.Value = Math.Min(progress.Done, total - 1);
        }
    }

    public void Loaded(DataSet data)
    {
        foreach (var task in _data.Values)
            task.StopTask();
        _console.WriteLine(Words.Loaded(data));
    }

    public void Started(Trial trial)
    {
        foreach (var task in _data.Values) // what could not be prepared was never loaded
            task.StopTask();
        _trials[trial.Number] = _context.AddTask(Markup.Escape(Words.Shortened(trial.Title, "", Room))).IsIndeterminate();
    }

    public void Advanced(Trial trial, FitProgress progress)
    {
        if (!_trials.TryGetValue(trial.Number, out var task))
            return;
        task.Description = Markup.Escape(Words.Shortened(trial.Title, Words.Step(progress), Room));
        if (progress.Steps is { } steps)
        {
            task.IsIndeterminate = false;
            task.MaxValue = steps + 1; // the evaluation after the last step
            task.Value = progress.Step;
        }
    }

    public void Finished(FinishedTrial ended, int finished, int total)
    {
        Remove(ended.Trial);
        _all.Description = $"trials {finished} of {total}";
        _all.MaxValue = total;
        _all.Value = finished;
        _console.WriteLine(Words.Finished(ended, finished, total), ended.Result.Failed ? new Style(Color.Red) : Style.Plain);
    }

    public void Stopped(Trial trial)
    {
        Remove(trial);
        _console.WriteLine($"stopped {trial.Title}");
    }

    private void Remove(Trial trial)
    {
        if (_trials.TryRemove(trial.Number, out var task))
            task.StopTask();
    }
}
