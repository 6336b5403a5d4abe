using System.Globalization;
using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures;
using MlPipelines.Comparisons.Progress;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Running;
using MlPipelines.Comparisons.Studies;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>One execution of what the command line asks, of the learners that the program has: plan, folder, data, trials, summary.</summary>
internal sealed class RunSession(RunSettings settings, LearnerCatalog learners, ConsoleStreams streams)
{
    private readonly LoadedData _data = new();

    /// <summary>Runs and returns the exit code.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense; nothing ran.</exception>
    /// <exception cref="DataNotFoundException">Data are missing; nothing ran.</exception>
    /// <exception cref="DataFileException">A data file is damaged; nothing ran.</exception>
    public int Run(CancellationToken cancellation)
    {
        var plan = CreatePlan();
        var options = DataOptions();
        var manifest = new RunManifest(plan, settings.Command, settings.Threads);
        if (settings.Quick)
            manifest.AddNotice("This is a quick run (--quick), with fewer seeds, epochs and rows: its figures are for trying things out only.");

        foreach (string notice in settings.Beside.SelectMany(kind => plan.Suites.NotBeside(kind, learners)))
            manifest.AddNotice(notice);
        foreach (string leftOut in plan.Suites.SelectMany(suite => suite.Experiments).SelectMany(experiment => experiment.LeftOut))
            manifest.AddNotice(leftOut);

        string path = FolderPath(plan);
        var folder = settings.Resume ? RunFolder.Open(path, plan) : null;
        if (folder is null)
            RunFolder.RequireNew(path);
        else if (folder.IsNew)
            streams.Error.WriteLine($"--resume: there is no run in {folder.Path} yet; a new one begins.");
        bool interrupted = false, loaded = false;
        var studies = new RunStudies(plan);
        ShowProgress(plan.Trials.Count, progress =>
        {
            using var said = cancellation.Register(() => progress.Say("Stopping at the next step; press Ctrl-C again to end at once."));
            try
            {
                foreach (var (suite, experiment, asked, data) in _data.Load(plan, options, progress, cancellation))
                    manifest.Add(suite, experiment, asked, data);
                if (folder?.Read(RunManifest.FileName) is { } earlier)
                    manifest.RequireSameData(earlier);
                folder ??= RunFolder.Create(path);
                loaded = true;
                if (folder.Records.Count > 0)
                    progress.Say($"continuing {folder.Path}: {folder.Records.Count} of {plan.Trials.Count} trials are finished");
                foreach (string notice in manifest.Notices)
                    progress.Say($"note: {notice}");
                Write(folder, manifest, "running");
                interrupted = true;
                studies.Run(folder, settings.Pictures, progress, cancellation);
                interrupted = false;
                string? models = settings.SaveModels ? folder.MakeModelFolder() : null;
                new Runner(plan, folder, _data, settings.Threads, progress) { ModelFolder = models }.Run(cancellation);
            }
            catch (OperationCanceledException)
            {
                interrupted |= folder is null || folder.Records.Count < plan.Trials.Count;
            }
        });

        if (folder is null || !loaded) // interrupted before there was anything to write
        {
            streams.Error.WriteLine("Interrupted while the data were loaded; nothing was written.");
            return ExitCode.Interrupted;
        }

        Write(folder, manifest, interrupted ? "interrupted" : "completed");
        var comparisons = Compare(plan, folder);
        var claims = WriteFindings(plan, folder, studies, comparisons);
        var summaries = Summarize(plan, folder, studies, comparisons);
        folder.Write(SummaryText.FileName, string.Join('\n', [.. manifest.Notices.Select(notice => $"Note: {notice}\n"), .. summaries.Select(SummaryText.Of)]));
        Report(plan, folder, manifest, summaries, claims, interrupted);
        return interrupted ? ExitCode.Interrupted
            : studies.Failed ? ExitCode.VerificationFailed
            : folder.Records.Any(record => record.Result.Failed) ? ExitCode.TrialFailed
            : ExitCode.Success;
    }

    private RunPlan CreatePlan()
    {
        var suites = SuiteSelection.Find(settings.Names, learners);
        if (settings.Quick)
            suites = suites.Quick(learners);
        foreach (string set in settings.Set)
        {
            var (name, values) = SettingValues.Parse(set);
            suites = suites.WithSetting(name, values, learners);
        }

        // After --set, so that a learner beside another has its settings, or is left out by what they are.
        foreach (string kind in settings.Beside)
            suites = suites.WithBeside(kind, learners);
        if (settings.Seeds is { } seeds)
            suites = suites.WithSeeds(seeds);
        return RunPlan.Create(suites, learners);
    }

    /// <summary>
    /// Where a data directory is given, the files must be there. Where none is, they are downloaded if that is possible, else
    /// generated rows stand in and every output says so.
    /// </summary>
    private DataSetOptions DataOptions()
    {
        var defaults = new DataSetOptions();
        if (settings.StandIn)
        {
            if (settings.DataDirectory is not null)
                throw new UsageException("--stand-in and --data-dir exclude each other: give the one or the other.");
            string nowhere = Path.Combine(Path.GetTempPath(), $"mlpipelines-no-data-{Environment.ProcessId}");
            return defaults with { DataDirectory = null, CacheDirectory = nowhere, AllowDownload = false, AllowStandIn = true };
        }

        string? directory = settings.DataDirectory ?? defaults.DataDirectory;
        if (directory is not null && !Directory.Exists(directory))
            throw new DataNotFoundException(
                $"The data directory '{directory}' ({(settings.DataDirectory is null ? DataSetOptions.DataDirectoryVariable : "--data-dir")}) does not exist.");
        return defaults with { DataDirectory = directory, AllowDownload = directory is null, AllowStandIn = directory is null };
    }

    private string FolderPath(RunPlan plan)
    {
        if (settings.Output is { } output && string.IsNullOrWhiteSpace(output))
            throw new UsageException("--out is empty: give a folder, or leave it out for a new one under runs.");
        string name = plan.Suites.Count == 1 ? plan.Suites[0].Name : SuiteSelection.All;
        return settings.Output ?? (settings.Resume ? RunFolderName.Newest(name, folder => RunManifest.IsOf(folder, plan)) : RunFolderName.New(name));
    }

    private void ShowProgress(int trials, Action<IRunProgress> work)
    {
        if (streams.ErrorIsTerminal)
            LiveProgress.Show(ConsoleStreams.Ansi(streams.Error), trials, work);
        else
            work(new LineProgress(streams.Error));
    }

    private static void Write(RunFolder folder, RunManifest manifest, string status)
    {
        var records = folder.Records;
        folder.Write(RunManifest.FileName, manifest.Text(status, records.Count, records.Count(record => record.Result.Failed)));
    }

    /// <summary>Compares the learners of experiments without claims.</summary>
    private List<LearnerComparisons> Compare(RunPlan plan, RunFolder folder)
    {
        var records = folder.Records;
        return
        [
            .. plan.Suites.SelectMany(suite => suite.Experiments, (suite, experiment) => (suite.Name, experiment))
                .SelectMany(pair => Summary.ByDataSet(pair.Name, pair.experiment, records)
                    .Select(group => LearnerComparisons.Of(group.Title, pair.experiment, group.Records, _data.RowsOf(pair.experiment, group.DataSet))))
                .OfType<LearnerComparisons>(),
        ];
    }

    /// <summary>Judges the claims and draws the pictures of what is finished.</summary>
    private List<JudgedClaim> WriteFindings(RunPlan plan, RunFolder folder, RunStudies studies, List<LearnerComparisons> comparisons)
    {
        if (comparisons.Any(comparison => comparison.Pairs.Count > 0))
            folder.Write(ComparisonsTable.FileName, ComparisonsTable.Text(comparisons.SelectMany(comparison => comparison.Pairs)));

        var records = folder.Records;
        var experiments = plan.Suites.SelectMany(suite => suite.Experiments, (suite, experiment) => (Suite: suite.Name, Experiment: experiment)).ToList();
        var claims = experiments.SelectMany(pair => studies.ClaimsOf(pair.Suite, pair.Experiment).Concat(ClaimJudge.Judge(pair.Suite, pair.Experiment, records))).ToList();
        if (claims.Count > 0)
            folder.Write(ClaimsTable.FileName, ClaimsTable.Text(claims));
        foreach (var (suite, experiment) in experiments)
            RunPictures.Write(folder.Path, suite, experiment, records, settings.Pictures);
        return claims;
    }

    /// <summary>The tables of what is finished, with what they say of the learners.</summary>
    private static List<Summary> Summarize(RunPlan plan, RunFolder folder, RunStudies studies, List<LearnerComparisons> comparisons)
    {
        var records = folder.Records;
        return
        [
            .. plan.Suites.SelectMany(suite => suite.Experiments.SelectMany(experiment => studies.SummariesOf(suite.Name, experiment).Concat(Summary.Of(suite.Name, experiment, records))))
                .Select(summary => WithFindings(summary, comparisons.Find(candidate => candidate.Title == summary.Title))),
        ];
    }

    private void Report(RunPlan plan, RunFolder folder, RunManifest manifest, List<Summary> summaries, List<JudgedClaim> claims, bool interrupted)
    {
        var records = folder.Records;
        var ansi = streams.OutputIsTerminal ? ConsoleStreams.Ansi(streams.Output) : null;
        foreach (string notice in manifest.Notices)
            streams.Output.WriteLine($"Note: {notice}");
        foreach (var summary in summaries)
        {
            streams.Output.WriteLine();
            if (ansi is null)
                streams.Output.Write(SummaryText.Of(summary));
            else
                SummaryTable.Write(ansi, summary);
        }

        streams.Output.WriteLine();
        if (claims.Count > 0)
            streams.Output.WriteLine($"Claims: {string.Join(", ", claims.CountBy(claim => claim.Verdict).OrderByDescending(verdict => verdict.Key == Verdict.Supported).ThenBy(verdict => verdict.Key).Select(verdict => $"{verdict.Value} {verdict.Key.ToString().ToLowerInvariant()}"))}: {Path.Combine(folder.Path, ClaimsTable.FileName)}");
        if (records.Count > 0)
            streams.Output.WriteLine("Mean ± standard deviation over seeds. Times are those of a machine that runs several trials at once; --threads 1 gives undisturbed ones.");
        if (interrupted)
            streams.Output.WriteLine(
                $"Interrupted: {records.Count} of {plan.Trials.Count} trials are finished, and their rows are complete. To go on, give the same command with --out {folder.Path} --resume.");
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Results: {folder.Path}"));
    }

    private static Summary WithFindings(Summary summary, LearnerComparisons? comparisons) => comparisons is null
        ? summary
        : summary with { Findings = [comparisons.Heading, .. comparisons.Pairs.Select(pair => $"  {pair}"), .. comparisons.Caveat is { } caveat ? (string[])[caveat] : []] };
}
