using System.Globalization;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Progress;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Reporting;

namespace MlPipelines.Comparisons.Commands;

/// <summary>
/// One execution of what the command line asks, of the learners that the program has: plan, folder, data, trials, summary.
/// </summary>
internal sealed class RunSession(RunSettings settings, LearnerCatalog learners, ConsoleStreams streams)
{
    /// <summary>What the trials of a learner are called in tables.</summary>
    private static readonly string[] Units = ["seeds", "folds"];

    /// <summary>Runs and returns the exit code.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense; nothing ran.</exception>
    /// <exception cref="DataNotFoundException">Data are missing; nothing ran.</exception>
    /// <exception cref="DataFileException">A data file is damaged; nothing ran.</exception>
    public int Run(CancellationToken cancellation)
    {
        var plan = CreatePlan();
        if (Share(plan, cancellation) is { } shared)
            return shared;
        if (Execute(plan, cancellation) is not { } report)
            return ExitCode.Interrupted;
        Report(report);
        WritePage(report.Folder);
        return CodeOf(report);
    }

    /// <summary>Makes the page of a run that was reported, and says where it is. A run does not fail for it.</summary>
    public void WritePage(string folder)
    {
        try
        {
            streams.Output.WriteLine($"Page: {RunPages.Write(folder)}");
        }
        catch (Exception exception) when (exception is RunFolderException or IOException or UnauthorizedAccessException)
        {
            streams.Error.WriteLine($"There is no page of the run: {exception.Message}. To make it again: report {folder}");
        }
    }

    /// <summary>What a run that was reported ends with.</summary>
    public static int CodeOf(RunReport report) => report.IsInterrupted ? ExitCode.Interrupted
        : report.StudyFailed ? ExitCode.VerificationFailed
        : report.Trials.Any(ended => ended.Result.Failed) ? ExitCode.TrialFailed
        : ExitCode.Success;

    /// <summary>Runs a plan into the folder of the settings; null, and a word to the user, where it was stopped before it began.</summary>
    /// <exception cref="UsageException">The folder cannot be used; nothing ran.</exception>
    /// <exception cref="DataNotFoundException">Data are missing; nothing ran.</exception>
    /// <exception cref="DataFileException">A data file is damaged; nothing ran.</exception>
    /// <exception cref="StoppedRunException">A result could not be written, as on a full disk.</exception>
    public RunReport? Execute(RunPlan plan, CancellationToken cancellation)
    {
        var path = FolderPath(plan);
        RunReport? report = null;
        try
        {
            var run = new ExperimentRun(plan, path, Options());
            if (settings.Resume && run.IsNew)
                streams.Error.WriteLine($"--resume: there is no run in {run.Folder} yet; a new one begins.");
            ShowProgress(plan.Trials.Count, progress => report = run.Execute(progress, cancellation), cancellation);
        }
        catch (RunFolderException exception)
        {
            throw new UsageException(Usage(exception, path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoppedRunException(
                $"The run was stopped: {exception.Message.TrimEnd('.')}. The trials that are finished are kept. Once the disk can be "
                    + $"written again, give the same command with --out {path} --resume.",
                exception);
        }

        if (report is null) // interrupted before there was anything to write
            streams.Error.WriteLine("Interrupted while the data were loaded; nothing was written.");
        return report;
    }

    /// <summary>
    /// Where the trials are shared among processes, does this one's part, and returns the exit code; null where this one does all, or puts
    /// together what others did.
    /// </summary>
    /// <exception cref="UsageException">The folder cannot be used, or Slurm does not take the jobs.</exception>
    /// <exception cref="DataNotFoundException">Data are missing; nothing ran.</exception>
    /// <exception cref="DataFileException">A data file is damaged; nothing ran.</exception>
    public int? Share(RunPlan plan, CancellationToken cancellation)
    {
        if (settings.Sharing is not { Merge: false } sharing)
            return null;
        if (sharing.Shard is not null && settings.Output is null)
            throw new UsageException("--shard needs --out: the folder that all shares have in common.");
        var path = FolderPath(plan);
        var work = new SharedSession(sharing, SharedCommand.Of(sharing, settings.Command, settings.Threads), streams);
        try
        {
            var run = new ShardedRun(plan, path, Options());
            return work.Do(run, plan, (trials, action) => ShowProgress(trials, action, cancellation), cancellation);
        }
        catch (RunFolderException exception)
        {
            throw new UsageException(Usage(exception, path), exception);
        }
    }

    private RunOptions Options() => new()
    {
        Resume = settings.Resume,
        Merge = settings.Sharing is { Merge: true },
        Data = DataOptions(),
        Threads = settings.Threads,
        SaveModels = settings.SaveModels,
        Pictures = settings.Pictures,
        Program = "MlPipelines.Comparisons",
        Command = settings.Command,
        Notices =
        [
            .. settings.Quick ? (string[])[
                "This is a quick run (--quick), with fewer seeds, epochs and rows: its figures are for trying things out only."] : [],
        ],
    };

    private RunPlan CreatePlan()
    {
        var suites = WithImages(SuiteSelection.Find(settings.Names, learners));
        if (settings.Quick)
            suites = suites.Quick(learners);
        suites = [.. suites.Select(suite => TablesSuite.Located(suite, settings.DataDirectory))];
        foreach (var set in settings.Set)
        {
            var (name, values) = SettingValues.Parse(set);
            suites = Changed($"--set {name}", () => suites.WithSetting(name, values, learners));
        }

        // After --set, so that a learner beside another has its settings, or is left out by what they are.
        foreach (var kind in settings.Beside)
            suites = Changed($"--beside {kind}", () => suites.WithBeside(kind, learners));
        if (settings.Seeds is { } seeds)
            suites = suites.WithSeeds(seeds);
        return RunPlan.Create(suites, learners);
    }

    /// <summary>The suites on the pictures of the user's, where there are some.</summary>
    private IReadOnlyList<Suite> WithImages(IReadOnlyList<Suite> suites)
    {
        if (settings.Images is not { } path)
        {
            return settings.ImageSize is not { } size ? suites : throw new UsageException(
                $"--image-size {size}: it is the size of the pictures that --images names; give --images too.");
        }

        if (string.IsNullOrWhiteSpace(path))
            throw new UsageException("--images is empty: give a folder, zip or tar archive with a folder for each class.");
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new UsageException($"--images {path}: there is no such folder or archive.");
        var usual = new ImageOptions().Size;
        return Changed($"--images {path}", () => suites.WithImages(new ImageSource(Path.GetFullPath(path), settings.ImageSize ?? usual)));
    }

    /// <summary>A change of suites; an error begins with the option that asks for it.</summary>
    private static IReadOnlyList<Suite> Changed(string option, Func<IReadOnlyList<Suite>> change)
    {
        try
        {
            return change();
        }
        catch (SuiteException exception)
        {
            throw new UsageException($"{option}: {ElsewhereKind.WithRemedy(exception)}", exception);
        }
    }

    /// <summary>What is wrong with the run's folder, and which option helps.</summary>
    private string Usage(RunFolderException exception, string path) => exception.Problem switch
    {
        _ when settings.Sharing is { Merge: true } => $"merge {path}: {exception.Message}",
        _ when settings.Sharing is { Shard: not null } => $"--out {path}: {exception.Message}",
        RunFolderProblem.NotEmpty => $"--out {path}: {exception.Message.TrimEnd('.')}, or continue the run in it with --resume.",
        RunFolderProblem.NotWritable => $"--out {path}: {exception.Message}",
        RunFolderProblem.OtherVersion => $"--resume: {exception.Message.TrimEnd('.')}, without --resume.",
        _ => $"--resume: {exception.Message}",
    };

    /// <summary>
    /// Where a data directory is given, the files must be there. Where none is, they are downloaded if that is possible, else generated
    /// rows stand in and every output says so.
    /// </summary>
    private DataSetOptions DataOptions()
    {
        var defaults = new DataSetOptions();
        if (settings.StandIn)
        {
            if (settings.DataDirectory is not null)
                throw new UsageException("--stand-in and --data-dir exclude each other: give the one or the other.");
            var nowhere = Path.Combine(Path.GetTempPath(), $"mlpipelines-no-data-{Environment.ProcessId}");
            return defaults with { DataDirectory = null, CacheDirectory = nowhere, AllowDownload = false, AllowStandIn = true };
        }

        var directory = settings.DataDirectory ?? defaults.DataDirectory;
        if (settings.DataDirectory is { } given && string.IsNullOrWhiteSpace(given))
            throw new UsageException("--data-dir is empty: give a folder, or leave it out.");
        if (directory is not null && File.Exists(directory))
        {
            throw new UsageException(
                $"{(settings.DataDirectory is null ? DataSetOptions.DataDirectoryVariable : "--data-dir")} {directory}: it is a file; give "
                    + "the folder of real data. A table of yours is named in a suite file.");
        }

        if (directory is not null && !Directory.Exists(directory))
        {
            throw new DataNotFoundException(
                $"The data directory '{directory}' "
                    + $"({(settings.DataDirectory is null ? DataSetOptions.DataDirectoryVariable : "--data-dir")}) does not exist.");
        }

        return defaults with { DataDirectory = directory, AllowDownload = directory is null, AllowStandIn = directory is null };
    }

    private string FolderPath(RunPlan plan)
    {
        if (settings.Output is { } output && string.IsNullOrWhiteSpace(output))
            throw new UsageException("--out is empty: give a folder, or leave it out for a new one under runs.");
        var name = plan.Suites.Count == 1 ? plan.Suites[0].Name : SuiteSelection.All;
        return settings.Output ?? (settings.Resume ? Newest(name, plan) : RunFolderName.New(name));
    }

    /// <summary>The newest folder of the run to continue.</summary>
    private static string Newest(string suite, RunPlan plan)
    {
        var folders = RunFolderName.Earlier(suite);
        if (folders.Count == 0)
            throw new UsageException($"--resume: there is no earlier run of '{suite}' under runs; give its folder with --out.");
        return folders.FirstOrDefault(folder => RunManifest.IsOf(folder, plan)) ?? throw new UsageException(
            $"--resume: none of the {folders.Count} earlier runs of '{suite}' under runs has these experiments, settings and seeds; "
            + "give the options of the run to continue, or its folder with --out.");
    }

    /// <summary>Does work that is watched, and says at Ctrl-C that it was heard.</summary>
    private void ShowProgress(int trials, Action<IRunProgress> work, CancellationToken cancellation)
    {
        void Watched(IRunProgress progress)
        {
            using var said = cancellation.Register(() => progress.Say("Stopping at the next step; press Ctrl-C again to end at once."));
            work(progress);
        }

        if (streams.ErrorIsTerminal)
        {
            LiveProgress.Show(ConsoleStreams.Ansi(streams.Error), trials, Watched);
            return;
        }

        using var lines = new LineProgress(streams.Error);
        Watched(lines);
    }

    /// <summary>Prints what came of a run.</summary>
    public void Report(RunReport report)
    {
        var ansi = streams.OutputIsTerminal ? ConsoleStreams.Ansi(streams.Output) : null;
        foreach (var notice in report.Notices)
            streams.Output.WriteLine($"Note: {notice}");
        foreach (var summary in report.Summaries)
        {
            streams.Output.WriteLine();
            if (ansi is null)
                streams.Output.Write(SummaryText.Of(summary));
            else
                SummaryTable.Write(ansi, summary);
        }

        streams.Output.WriteLine();
        if (report.Claims.Count > 0)
        {
            streams.Output.WriteLine(
                $"Claims: {Counts(report.Claims.Select(claim => claim.Verdict))}: {Path.Combine(report.Folder, ClaimsTable.FileName)}");
        }

        if (report.Sentences.Count > 0)
        {
            streams.Output.WriteLine(
                $"Sentences of the reports: {Counts(report.Sentences.Select(sentence => sentence.Verdict))}: "
                + $"{Path.Combine(report.Folder, SentencesTable.FileName)}");
        }

        if (report.Trials.Count > 0)
        {
            var over = Units
                .Where(unit => report.Summaries.Any(summary => summary.Header.ElementAtOrDefault(1) == unit));
            streams.Output.WriteLine(
                $"Mean ± standard deviation over {string.Join(" or ", over)}. Times are those of a machine that runs several trials at "
                    + "once; --threads 1 gives undisturbed ones.");
        }

        if (report.IsInterrupted)
        {
            streams.Output.WriteLine(settings.Sharing is { Merge: true }
                ? $"Trials are missing: the tables show them as failed ones. Run their shares again, or submit what is missing with "
                    + $"the command that began the run and --out {report.Folder} --resume; then merge again."
                : $"Interrupted: {report.Trials.Count} of {report.Planned} trials are finished, and their rows are complete. "
                + $"To go on, give the same command with --out {report.Folder} --resume.");
        }

        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Results: {report.Folder}"));
    }

    /// <summary>As <c>12 supported, 3 contradicted</c>.</summary>
    private static string Counts(IEnumerable<Verdict> verdicts) => string.Join(
        ", ",
        verdicts.CountBy(verdict => verdict).OrderByDescending(pair => pair.Key == Verdict.Supported).ThenBy(pair => pair.Key)
            .Select(pair => $"{pair.Value} {pair.Key.Words()}"));
}
