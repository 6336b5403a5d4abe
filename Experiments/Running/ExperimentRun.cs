using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Drawing;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Studies;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Running;

/// <summary>How a run is done; nothing in it changes a figure.</summary>
public sealed record RunOptions
{
    /// <summary>Whether an earlier run in the folder is continued; where there is none, a new one begins.</summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Whether nothing is trained: the trials that other processes finished in the folder (<see cref="ShardedRun"/>) become the results of
    /// one run. Those that are missing are failed ones in its tables.
    /// </summary>
    public bool Merge { get; init; }

    /// <summary>Where data sets come from.</summary>
    public DataSetOptions Data { get; init; } = new();

    /// <summary>Number of threads in all: so many trials at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether each trial's trained pipeline is kept in <c>models/</c> of the folder.</summary>
    public bool SaveModels { get; init; }

    /// <summary>What files pictures become.</summary>
    public PictureFormat Pictures { get; init; } = PictureFormat.Svg;

    /// <summary>The name of the program that runs, for the record.</summary>
    public string Program { get; init; } = "MlPipelines.Experiments";

    /// <summary>The command that was given to it, for the record.</summary>
    public string Command { get; init; } = "";

    /// <summary>Sentences that every output repeats.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>What came of a run; all of it is in the folder too.</summary>
/// <param name="Folder">The folder's full path.</param>
/// <param name="Planned">Number of trials that were planned.</param>
/// <param name="Trials">The finished trials, by number.</param>
/// <param name="IsInterrupted">Whether the run was stopped before its end.</param>
public sealed record RunReport(string Folder, int Planned, IReadOnlyList<FinishedTrial> Trials, bool IsInterrupted)
{
    /// <summary>Sentences on the whole run, such as that generated rows stand in for real ones.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The claims, judged.</summary>
    public IReadOnlyList<JudgedClaim> Claims { get; init; } = [];

    /// <summary>The answers to the sentences of the reports that the claims are about.</summary>
    public IReadOnlyList<SentenceVerdict> Sentences { get; init; } = [];

    /// <summary>Comparisons of the learners of experiments without claims.</summary>
    public IReadOnlyList<LearnerComparisons> Comparisons { get; init; } = [];

    /// <summary>Ranks of the learners of experiments on three data sets and more.</summary>
    public IReadOnlyList<LearnerRanks> Ranks { get; init; } = [];

    /// <summary>The rankings with which suites end.</summary>
    public IReadOnlyList<SuiteRanking> Rankings { get; init; } = [];

    /// <summary>The tables of figures, with what they say of the learners.</summary>
    public IReadOnlyList<Summary> Summaries { get; init; } = [];

    /// <summary>Whether a study found what must not be, such as a wrong gradient.</summary>
    public bool StudyFailed { get; init; }
}

/// <summary>One execution of a plan into a folder: data, studies, trials, and what they say at the end.</summary>
public sealed class ExperimentRun
{
    /// <summary>What tables say of a trial that no process finished.</summary>
    private const string NoResult =
        "It has no result: the process that had its share ended before it was finished. Run this share again, then merge again.";

    private readonly RunPlan _plan;
    private readonly string _path;
    private readonly RunOptions _options;
    private readonly RunManifest _manifest;
    private readonly LoadedData _data;
    private RunFolder? _folder;

    /// <summary>Prepares a run; a folder that cannot be used is refused before any work is done.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">The folder: new or empty, or that of the run to continue.</param>
    /// <param name="options">How the run is done; null for the defaults.</param>
    /// <exception cref="RunFolderException">The folder cannot be used.</exception>
    public ExperimentRun(RunPlan plan, string path, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _path, _options, _data) = (plan, path, options ?? new(), new(plan));
        _manifest = new RunManifest(plan, _options.Program, _options.Command, _options.Threads);
        foreach (var notice in _options.Notices.Concat(plan.Experiments.SelectMany(pair => pair.Experiment.LeftOut)))
            _manifest.AddNotice(notice);
        if (_options.Merge)
            _folder = RunFolder.OpenAsItIs(path, plan);
        else if (_options.Resume)
            _folder = RunFolder.Open(path, plan);
        else
            RunFolder.RequireNew(path);
    }

    /// <summary>The folder's full path.</summary>
    public string Folder => _folder?.Path ?? Path.GetFullPath(_path);

    /// <summary>Whether no earlier run is continued.</summary>
    public bool IsNew => _folder?.IsNew ?? true;

    /// <summary>Runs one suite into a folder, to its end.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">The folder: new or empty, or that of the run to continue.</param>
    /// <param name="options">How the run is done; null for the defaults.</param>
    /// <exception cref="SuiteException">The suite makes no sense.</exception>
    /// <param name="learners">The kinds of learner; null for <see cref="LearnerCatalog.Own"/>.</param>
    /// <exception cref="RunFolderException">The folder cannot be used.</exception>
    /// <exception cref="DataNotFoundException">Data are missing.</exception>
    public static RunReport Run(Suite suite, string folder, RunOptions? options = null, LearnerCatalog? learners = null) =>
        new ExperimentRun(RunPlan.Create([suite], learners), folder, options).Execute(new NoProgress())!;

    /// <summary>
    /// Runs it. Returns null where it was cancelled before there was anything to write. An error in the run, such as a full disk, is thrown
    /// again after the tables of what is finished were written, as far as that is possible then.
    /// </summary>
    /// <param name="progress">Who watches.</param>
    /// <param name="cancellation">Stops the run at its next step; what is finished then is reported.</param>
    /// <exception cref="DataNotFoundException">The data of every experiment are missing; nothing ran. Where those of some are, their trials
    /// fail, and the others run.</exception>
    /// <exception cref="DataFileException">Likewise, a data file is damaged.</exception>
    /// <exception cref="SuiteException">Likewise, the options for a file are wrong. Or learners or metrics do not fit the task that a file
    /// turned out to have; nothing ran.</exception>
    /// <exception cref="RunFolderException">The folder cannot be used.</exception>
    public RunReport? Execute(IRunProgress progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        bool interrupted = false, loaded = false;
        var (studies, handled) = (new RunStudies(_plan), false);
        try
        {
            Load(progress, cancellation);
            loaded = true;
            var folder = _folder!;
            foreach (var warning in folder.Warnings)
                progress.Say($"warning: {warning}");
            if (folder.Finished.Count > 0 && !_options.Merge)
                progress.Say($"continuing {folder.Path}: {folder.Finished.Count} of {_plan.Trials.Count} trials are finished");
            foreach (var notice in _manifest.Notices)
                progress.Say($"note: {notice}");
            WriteManifest(folder, "running");
            interrupted = true;
            studies.Run(folder, _options.Pictures, progress.Say, cancellation);
            interrupted = _options.Merge && folder.AddMissing(_plan, trial => _data.ErrorOf(trial) ?? NoResult) > 0;
            if (!_options.Merge)
                Train(folder, progress, cancellation);
            handled = true;
        }
        catch (OperationCanceledException)
        {
            interrupted |= _folder is null || _folder.Finished.Count < _plan.Trials.Count;
            handled = true;
        }
        finally
        {
            if (!handled && loaded)
                TryFinish(_folder!, studies);
        }

        return _folder is null || !loaded ? null : Finish(_folder, studies, interrupted);
    }

    private void Train(RunFolder folder, IRunProgress progress, CancellationToken cancellation)
    {
        var models = _options.SaveModels ? folder.MakeModelFolder() : null;
        new Runner(_plan, folder, _data, _options.Threads, progress) { ModelFolder = models }.Run(cancellation);
    }

    private void Load(IRunProgress progress, CancellationToken cancellation)
    {
        var folds = _data.LoadInto(_manifest, _options.Data, progress, cancellation);
        if (_options.Merge)
            _manifest.TakeIn(_folder!);
        if (_folder is not null && RunManifest.FindText(_folder.Path) is { } earlier)
            _manifest.RequireSameData(earlier);
        _folder ??= RunFolder.Create(_path);
        _folder.Continue(
            ClaimsTable.FileName, SentencesTable.FileName, VarianceTable.FileName, ComparisonsTable.FileName, RanksTable.FileName,
            SummaryText.FileName, RankingTables.FileName, RankingTables.PairsFileName, RankingTables.FiguresFileName);
        folds.Write(_folder);
        _folder.Write(PlanTable.FileName, PlanTable.Text(_plan));
    }

    private void WriteManifest(RunFolder folder, string status)
    {
        var finished = folder.Finished;
        folder.WriteManifest(_manifest.Text(
            status, finished.Count - folder.MissingCount, finished.Count(ended => ended.Result.Failed) - folder.MissingCount));
    }

    /// <summary>Writes what is finished where the run fails. The error that ended it is thrown, not one that follows from it.</summary>
    private void TryFinish(RunFolder folder, RunStudies studies)
    {
        try
        {
            Finish(folder, studies, interrupted: true);
        }
        catch
        {
            // The first error says what is wrong. What failed to be written can be made from the files of the trials: --resume does so.
        }
    }

    /// <summary>Writes the tables, judges, draws and sums up what is finished.</summary>
    private RunReport Finish(RunFolder folder, RunStudies studies, bool interrupted)
    {
        folder.WriteTables();
        var finished = folder.Finished;
        var rankings = Rank(finished);
        WriteManifest(folder, interrupted ? "interrupted" : "completed");
        List<LearnerComparisons> comparisons =
        [
            .. _plan.Experiments.SelectMany(pair => Summary.ByDataSet(pair.Suite, pair.Experiment, finished)
                .Select(
                    group => LearnerComparisons.Of(
                        group.Title, pair.Experiment, group.Trials, _data.RowsOf(pair.Experiment, group.DataSet))))
                .OfType<LearnerComparisons>(),
        ];
        if (comparisons.Any(comparison => comparison.Pairs.Count > 0))
            folder.Write(ComparisonsTable.FileName, ComparisonsTable.Text(comparisons.SelectMany(comparison => comparison.Pairs)));
        List<JudgedClaim> claims =
            [.. _plan.Experiments.SelectMany(
                pair => studies.ClaimsOf(pair.Suite, pair.Experiment).Concat(
                    ClaimJudge.Judge(pair.Suite, pair.Experiment, finished, dataSet => _data.RowsOf(pair.Experiment, dataSet))))];
        if (claims.Count > 0)
            folder.Write(ClaimsTable.FileName, ClaimsTable.Text(claims));
        var sentences = SentenceVerdict.Of(_plan.Suites.SelectMany(suite => suite.Sentences), claims);
        if (sentences.Count > 0)
            folder.Write(SentencesTable.FileName, SentencesTable.Text(sentences));
        List<VarianceParts> variance =
        [
            .. _plan.Experiments.SelectMany(pair => Summary.ByDataSet(pair.Suite, pair.Experiment, finished).SelectMany(
                group => VarianceParts.Of(
                    group.Title, pair.Experiment, group.Trials,
                    comparisons.Where(one => one.Title == group.Title).SelectMany(one => one.Pairs)
                        .Select(compared => (compared.First, compared.Second)),
                    folder.FindOutcomes))),
        ];
        if (variance.Count > 0)
            folder.Write(VarianceTable.FileName, VarianceTable.Text(variance));
        List<LearnerRanks> ranks = [
            .. _plan.Experiments.Select(pair => LearnerRanks.Of(pair.Suite, pair.Experiment, finished)).OfType<LearnerRanks>()];
        if (ranks.Count > 0)
            folder.Write(RanksTable.FileName, RanksTable.Text(ranks));
        if (rankings.Count > 0)
        {
            folder.Write(RankingTables.FileName, RankingTables.Text(rankings));
            folder.Write(RankingTables.PairsFileName, RankingTables.PairsText(rankings));
            folder.Write(RankingTables.FiguresFileName, RankingTables.FiguresText(rankings));
        }

        MistakePictures.Clear(folder.Path);
        foreach (var (suite, experiment) in _plan.Experiments)
        {
            var loaded = new Dictionary<string, DataSet?>(); // for several pictures once
            DataSet? Load(string name) => loaded.TryGetValue(name, out var data) ? data
                : loaded[name] = RowsAgain(suite, experiment, name);

            RunPictures.Write(folder.Path, suite, experiment, finished, _options.Pictures, Load);
            MistakePictures.Write(
                folder.Path, suite, experiment, finished, name => _data.HasImages(experiment, name) ? Load(name) : null);
        }

        RunPictures.WriteRanks(folder.Path, ranks, _options.Pictures);
        RunPictures.WriteRankings(folder.Path, rankings, _options.Pictures);
        List<Summary> summaries =
        [
            .. _plan.Experiments.SelectMany(
                pair => studies.SummariesOf(pair.Suite, pair.Experiment).Concat(Summary.Of(pair.Suite, pair.Experiment, finished)),
                (pair, summary) => WithFindings(
                    summary, comparisons.Find(candidate => candidate.Title == summary.Title),
                    LearnerComparisons.CaveatOfClaims(pair.Experiment, finished.Where(ended => ended.Trial.Suite == pair.Suite)))),
            .. rankings.Select(RankingText.Of),
        ];
        folder.Write(
            SummaryText.FileName,
            string.Join('\n', [.. _manifest.Notices.Select(notice => $"Note: {notice}\n"), .. summaries.Select(SummaryText.Of)]));
        return new RunReport(folder.Path, _plan.Trials.Count, finished, interrupted)
        {
            Notices = [.. _manifest.Notices],
            Claims = claims,
            Sentences = sentences,
            Comparisons = comparisons,
            Ranks = ranks,
            Rankings = rankings,
            Summaries = summaries,
            StudyFailed = studies.Failed,
        };
    }

    /// <summary>The rankings of the suites that end in some; where there is none, a notice says why.</summary>
    private List<SuiteRanking> Rank(IReadOnlyList<FinishedTrial> finished)
    {
        var rankings = new List<SuiteRanking>();
        // A part of a suite that has too few data sets by itself is not meant to be ranked.
        foreach (var suite in _plan.Suites.Where(
            suite => suite.Experiments.Sum(experiment => experiment.DataSets.Count) >= SuiteRanking.LeastDataSets))
        {
            foreach (var ranking in suite.Rankings)
            {
                var (found, whyNot) = SuiteRanking.Of(_plan, suite, ranking, finished);
                if (found is not null)
                    rankings.Add(found);
                else
                    _manifest.AddNotice($"{suite.Name}: there is no ranking by {ranking.Measure} ('{ranking.Name}'): {whyNot}.");
            }
        }

        return rankings;
    }

    /// <summary>The rows of an experiment for pictures; null, and a notice, where they are gone since the run began.</summary>
    private DataSet? RowsAgain(string suite, Experiment experiment, string name)
    {
        try
        {
            return _data.Again(experiment, name, _options.Data);
        }
        catch (Exception exception)
            when (exception is DataNotFoundException or DataFileException or SuiteException or IOException or UnauthorizedAccessException)
        {
            _manifest.AddNotice(
                $"{suite}/{experiment.Name}: the pictures of test images are left out, for their data cannot be loaded again: "
                    + exception.Message);
            return null;
        }
    }

    private static Summary WithFindings(Summary summary, LearnerComparisons? comparisons, string? caveatOfClaims) => summary with
    {
        Findings = comparisons is null
            ? [.. new[] { caveatOfClaims }.OfType<string>()]
            : [
                comparisons.Heading, .. comparisons.Pairs.Select(pair => $"  {pair}"),
                .. new[] { comparisons.Caveat }.OfType<string>()],
    };
}
