using MlPipelines.Data.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Experiments.Running;

/// <summary>What came of one share of a run.</summary>
/// <param name="Folder">The folder's full path.</param>
/// <param name="Planned">Number of trials of the share.</param>
/// <param name="Trials">Those that are finished, by number.</param>
public sealed record ShardReport(string Folder, int Planned, IReadOnlyList<FinishedTrial> Trials)
{
    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsInterrupted => Trials.Count < Planned;
}

/// <summary>
/// A run whose trials several processes do, on one machine or on many that share its folder. Each process plans the whole run and runs the
/// trials of its share (<see cref="Shard"/>); each trial is written on its own as soon as it ends. A process that was killed is started
/// again with the same share, and goes on where it was. At the end an <see cref="ExperimentRun"/> with <see cref="RunOptions.Merge"/> makes
/// the tables, verdicts and pictures.
/// </summary>
/// <param name="plan">The plan of the whole run.</param>
/// <param name="path">The folder that all share.</param>
/// <param name="options">How the run is done; null for the defaults. <see cref="RunOptions.Threads"/> are those of this process.</param>
public sealed class ShardedRun(RunPlan plan, string path, RunOptions? options = null)
{
    private readonly RunOptions _options = options ?? new();

    /// <summary>The folder's full path.</summary>
    public string Folder => Path.GetFullPath(path);

    /// <summary>
    /// Begins a run that others then join: the data are loaded once, so that what is wrong is found here, and the folder gets its record
    /// and its plan. With <see cref="RunOptions.Resume"/> the folder may be that of an earlier run of the same plan; its failed trials are
    /// to run again.
    /// </summary>
    /// <returns>The folder, with the trials that are finished; null where it was cancelled before there was anything to write.</returns>
    /// <exception cref="RunFolderException">The folder cannot be used.</exception>
    /// <exception cref="DataNotFoundException">The data of every experiment are missing.</exception>
    /// <exception cref="DataFileException">Likewise, a data file is damaged.</exception>
    /// <exception cref="SuiteException">What is asked for does not fit the data.</exception>
    public RunFolder? Begin(IRunProgress progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        RunFolder? folder = null;
        if (_options.Resume)
            folder = RunFolder.Open(path, plan);
        else
            RunFolder.RequireNew(path);
        var manifest = NewManifest();
        FoldFiles folds;
        try
        {
            folds = new LoadedData(plan).LoadInto(manifest, _options.Data, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        if (folder is not null && RunManifest.FindText(folder.Path) is { } earlier)
            manifest.RequireSameData(earlier);
        folder ??= RunFolder.Create(path);
        folder.RunAgain();
        foreach (var sentence in folder.Warnings.Select(warning => $"warning: {warning}")
            .Concat(manifest.Notices.Select(notice => $"note: {notice}")))
        {
            progress.Say(sentence);
        }

        var finished = folder.Finished;
        folder.WriteManifest(manifest.Text("submitted", finished.Count, failed: 0));
        folder.Write(PlanTable.FileName, PlanTable.Text(plan));
        folds.Write(folder);
        return folder;
    }

    /// <summary>
    /// Runs the trials of a share that are not finished. The first process in a new folder gives it its record and its plan.
    /// </summary>
    /// <param name="shard">The share.</param>
    /// <param name="progress">Who watches.</param>
    /// <param name="cancellation">Stops at the next step; what is finished then stays.</param>
    /// <exception cref="RunFolderException">The folder is not that of a run of this plan, or cannot be written.</exception>
    /// <exception cref="DataNotFoundException">The data of every trial of the share are missing.</exception>
    /// <exception cref="DataFileException">Likewise, a data file is damaged.</exception>
    /// <exception cref="SuiteException">What is asked for does not fit the data.</exception>
    public ShardReport Run(Shard shard, IRunProgress progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(progress);
        var part = plan with { Trials = shard.Of(plan) };
        var folder = RunFolder.Join(path, plan, part.Trials);
        if (folder.Finished.Count == part.Trials.Count && !folder.IsNew) // nothing is left: no data are loaded for it
            return new ShardReport(folder.Path, part.Trials.Count, folder.Finished);
        var (data, manifest) = (new LoadedData(part), NewManifest());
        try
        {
            data.LoadInto(manifest, _options.Data, progress, cancellation);
            if (RunManifest.FindText(folder.Path) is { } earlier)
                manifest.RequireSameData(earlier);
            folder.RunAgain();
            foreach (var sentence in folder.Warnings.Select(warning => $"warning: {warning}")
                .Concat(manifest.Notices.Select(notice => $"note: {notice}")))
            {
                progress.Say(sentence);
            }

            folder.WriteWhereMissing(RunManifest.FileName, manifest.Text("running", finished: 0, failed: 0));
            folder.WriteWhereMissing(PlanTable.FileName, PlanTable.Text(plan));
            Record(folder, shard, part.Trials.Count, manifest, "running");
            var models = _options.SaveModels ? folder.MakeModelFolder() : null;
            new Runner(part, folder, data, _options.Threads, progress) { ModelFolder = models }.Run(cancellation);
        }
        catch (OperationCanceledException)
        {
            // what is finished is told below
        }

        var report = new ShardReport(folder.Path, part.Trials.Count, folder.Finished);
        if (folder.Read(RunManifest.FileName) is not null)
            Record(folder, shard, part.Trials.Count, manifest, report.IsInterrupted ? "interrupted" : "completed");
        return report;
    }

    private static void Record(RunFolder folder, Shard shard, int trials, RunManifest manifest, string status)
    {
        var finished = folder.Finished;
        folder.Write(
            ShardRecords.NameOf(shard),
            ShardRecords.Text(shard, trials, manifest.Text(status, finished.Count, finished.Count(ended => ended.Result.Failed))));
    }

    private RunManifest NewManifest()
    {
        var manifest = new RunManifest(plan, _options.Program, _options.Command, _options.Threads);
        foreach (var notice in _options.Notices.Concat(plan.Experiments.SelectMany(pair => pair.Experiment.LeftOut)))
            manifest.AddNotice(notice);
        return manifest;
    }
}
