using System.Text;
using MlPipelines.Experiments.Planning;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The folder of a run. Each finished trial is one file of its own as soon as it ends (<c>trials/000012.json</c>). The tables are made of
/// these by <see cref="WriteTables"/>: at a run's end, also where it is interrupted or fails, and where it is resumed. Each file is written
/// to a temporary name and renamed.
/// </summary>
public sealed class RunFolder
{
    /// <summary>What is there of a run that was killed before its first file was whole.</summary>
    private static readonly string[] OfTheFirst =
    [
        AtomicFile.TemporaryName(RunManifest.FileName), RunManifest.PreviousFileName,
        AtomicFile.TemporaryName(RunManifest.PreviousFileName),
    ];

    private readonly SortedDictionary<int, FinishedTrial> _finished = [];
    private readonly List<Trial> _again = [];
    private readonly SortedDictionary<int, FinishedTrial> _missing = [];
    private readonly List<string> _damaged = [];
    private readonly List<string> _warnings = [];
    private readonly Lock _lock = new();

    private RunFolder(string path) => Path = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Whether the folder had no run's files when it was opened.</summary>
    public bool IsNew { get; private init; }

    /// <summary>What was found damaged when the folder was opened, and what is done about it; a sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The finished trials, by number; and those that <see cref="AddMissing"/> told of.</summary>
    public IReadOnlyList<FinishedTrial> Finished
    {
        get
        {
            lock (_lock)
            {
                return _missing.Count == 0 ? [.. _finished.Values]
                    : [.. _finished.Values.Concat(_missing.Values).OrderBy(ended => ended.Trial.Number)];
            }
        }
    }

    /// <summary>How many trials <see cref="AddMissing"/> told of.</summary>
    public int MissingCount => _missing.Count;

    /// <summary>Finds out whether <see cref="Create"/> would refuse the folder, before work is done that it would waste.</summary>
    /// <exception cref="RunFolderException">There is a file of that name, or a folder that is not empty, or it cannot be
    /// written.</exception>
    public static void RequireNew(string path)
    {
        RequireNoFile(path);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new RunFolderException(RunFolderProblem.NotEmpty, "the folder is not empty. Give another.");
        RequireWritable(path);
    }

    /// <summary>Finds out whether files can be written into a folder that is there or is to be made; nothing stays of the try.</summary>
    /// <exception cref="RunFolderException">There is a file of that name, or it cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        RequireNoFile(path);
        var full = System.IO.Path.GetFullPath(path);
        var existing = full;
        while (existing is not null && !Directory.Exists(existing) && !File.Exists(existing))
            existing = System.IO.Path.GetDirectoryName(existing);
        try
        {
            var probe = System.IO.Path.Combine(existing ?? full, $".{Guid.NewGuid():N}.tmp");
            using var stream = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="RunFolderException">The folder is there and not empty, or cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        RequireNew(path);
        return MakeAt(path);
    }

    /// <summary>
    /// Opens the folder of an earlier run of the same plan; its finished trials are kept. Failed ones are run again, and so are those
    /// whose files are damaged (see <see cref="Warnings"/>) and the weighted means beside them. Nothing in it is changed yet: see
    /// <see cref="Continue"/>. Where there is no folder, or a run was killed before it had written anything, a new run begins.
    /// </summary>
    /// <exception cref="RunFolderException">The files are not those of this plan, or another version wrote them in another
    /// form.</exception>
    public static RunFolder Open(string path, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        RequireNoFile(path);
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        if (HasNoFilesYet(folder.Path))
            return MakeAt(path);
        RunManifest.RequireFormat(folder.Path, folder._warnings.Add);
        foreach (var ended in TrialFiles.Read(folder.Path, plan, folder.AddDamaged).ToList())
        {
            if (ended.Result.Failed)
                folder._again.Add(ended.Trial);
            else
                folder._finished.Add(ended.Trial.Number, ended);
        }

        folder.AskForMeansAgain(plan.Trials);
        return folder;
    }

    /// <summary>
    /// Opens the folder of a run whose trials several processes do, for one of them; the folder is made where it is missing. Only the files
    /// of its own trials are read: finished ones are kept, failed ones are to run again. Nothing is changed yet: see
    /// <see cref="RunAgain"/>.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">The plan of the whole run.</param>
    /// <param name="own">The trials of this process.</param>
    /// <exception cref="RunFolderException">The folder has files and is not that of a run of this plan, or cannot be written.</exception>
    public static RunFolder Join(string path, RunPlan plan, IReadOnlyList<Trial> own)
    {
        ArgumentNullException.ThrowIfNull(plan);
        RequireNoFile(path);
        var full = System.IO.Path.GetFullPath(path);
        if (!HasManifest(full))
        {
            // Another process may be about to write the first file; what it has before that is of a temporary name.
            if (Directory.Exists(full)
                && Directory.EnumerateFileSystemEntries(full).Any(entry => !entry.EndsWith(".tmp", StringComparison.Ordinal))
                && !HasManifest(full))
            {
                throw new RunFolderException(
                    RunFolderProblem.NotEmpty, $"the folder is not empty, and is not that of a run: it has no {RunManifest.FileName}.");
            }

            RequireWritable(path);
            return MakeAt(path);
        }

        var folder = new RunFolder(full);
        RunManifest.RequireFormat(full, folder._warnings.Add);
        if (!RunManifest.IsOf(full, plan))
        {
            throw new RunFolderException(
                RunFolderProblem.OtherRun,
                "the run in the folder has other experiments, settings or seeds. Give the same command for every share of a run.");
        }

        foreach (var ended in TrialFiles.Read(full, own, folder.AddDamaged))
        {
            if (ended.Result.Failed)
                folder._again.Add(ended.Trial);
            else
                folder._finished.Add(ended.Trial.Number, ended);
        }

        folder.AskForMeansAgain(own);
        return folder;
    }

    /// <summary>Opens the folder of a run as it is, with its failed trials: none is to run again.</summary>
    /// <exception cref="RunFolderException">The folder is not that of a run of this plan.</exception>
    public static RunFolder OpenAsItIs(string path, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        RequireNoFile(path);
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        RunManifest.RequireFormat(folder.Path, folder._warnings.Add);
        foreach (var ended in TrialFiles.Read(folder.Path, plan, folder.AddDamaged))
            folder._finished.Add(ended.Trial.Number, ended);
        return folder;
    }

    /// <summary>
    /// Tells of the trials of a plan that have no file: they are among <see cref="Finished"/>, as failed ones with an error. No file is
    /// written for them, so that they can still be run.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="error">What tables say of each.</param>
    /// <returns>How many there are.</returns>
    public int AddMissing(RunPlan plan, Func<Trial, string> error)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(error);
        lock (_lock)
        {
            foreach (var trial in plan.Trials.Where(trial => !_finished.ContainsKey(trial.Number)))
                _missing[trial.Number] = FinishedTrial.Failed(trial, trial.DataSet, error(trial));
            return _missing.Count;
        }
    }

    /// <summary>Deletes the files of trials that are to run again, and renames damaged ones.</summary>
    public void RunAgain()
    {
        foreach (var trial in _again)
            TrialFiles.Delete(Path, trial);
        _again.Clear();
        foreach (var path in _damaged)
            TrialFiles.SetAside(path);
        _damaged.Clear();
    }

    /// <summary>
    /// Begins to add to the folder of an earlier run, once nothing can refuse it any more. The files of trials that run again are
    /// deleted, and damaged ones renamed. The tables are written anew, and files at the top of the folder that were made of all trials are
    /// deleted, so that what is there tells of the same trials.
    /// </summary>
    /// <param name="made">Names of the files that the end of the run makes of its trials besides the tables.</param>
    public void Continue(params IEnumerable<string> made)
    {
        ArgumentNullException.ThrowIfNull(made);
        if (IsNew)
            return;
        RunAgain();
        foreach (var name in made)
            File.Delete(System.IO.Path.Combine(Path, name));
        WriteTables();
    }

    /// <summary>Makes the folder of trained pipelines, where it is not there yet, and gives its path.</summary>
    public string MakeModelFolder() => Directory.CreateDirectory(System.IO.Path.Combine(Path, "models")).FullName;

    /// <summary>Puts a finished trial on disk. May be called by several threads at once.</summary>
    public void Add(FinishedTrial ended)
    {
        ArgumentNullException.ThrowIfNull(ended);
        TrialFiles.Write(Path, ended);
        // What is said of test rows is read again where it is needed: of thousands of trials it would fill the memory.
        lock (_lock)
            _finished.Add(ended.Trial.Number, ended with { Result = ended.Result with { TestOutcomes = null } });
    }

    /// <summary>What a finished trial says of each test row; null where that was not kept.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public RowOutcomes? FindOutcomes(Trial trial) => TrialFiles.FindOutcomes(Path, trial);

    /// <summary>
    /// Writes the tables of the trials that are finished: <c>metrics.csv</c>, <c>history.csv</c>, <c>trials.csv</c>,
    /// <c>settings.csv</c>, <c>undefined.csv</c> where a metric is undefined, and <c>tries.csv</c> where a trial tried several settings.
    /// </summary>
    public void WriteTables()
    {
        var finished = Finished;
        foreach (var table in ResultTable.All)
            AtomicFile.WriteText(System.IO.Path.Combine(Path, table.FileName), table.Text(finished));
        AtomicFile.WriteText(System.IO.Path.Combine(Path, SettingsTable.FileName), SettingsTable.Text(finished));
        WriteWhere(finished.Any(ended => ended.Result.Undefined.Count > 0), ResultTable.Undefined);
        WriteWhere(finished.Any(ended => ended.Result.Tries.Count > 0), ResultTable.Tries);

        void WriteWhere(bool hasRows, ResultTable table)
        {
            var path = System.IO.Path.Combine(Path, table.FileName);
            if (hasRows)
                AtomicFile.WriteText(path, table.Text(finished));
            else
                File.Delete(path);
        }
    }

    /// <summary>The text of a file of the folder, null when it is not there.</summary>
    public string? Read(string name) => System.IO.Path.Combine(Path, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>Writes a whole file of the folder, or of a folder in it, which is made where it is missing.</summary>
    public void Write(string name, params IEnumerable<string> text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, text);
    }

    /// <summary>Writes what the run is; the file as it was before is kept beside it.</summary>
    public void WriteManifest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var path = System.IO.Path.Combine(Path, RunManifest.FileName);
        var previous = System.IO.Path.Combine(Path, RunManifest.PreviousFileName);
        var isSound = RunManifest.IsSound(Path);
        // From the first file on there are two, so that one that is damaged is never the only one.
        if (!isSound && !File.Exists(previous))
            AtomicFile.WriteText(previous, text);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), isSound ? previous : null);
    }

    private void AddDamaged(string path, string fault)
    {
        _damaged.Add(path);
        _warnings.Add(
            $"{path} is damaged: {fault}. Its trial runs again; the file is kept as "
                + $"{System.IO.Path.GetFileName(path)}{TrialFiles.DamagedEnding}.");
    }

    /// <summary>Writes a file of the folder where there is none of its name yet; several processes may try at once.</summary>
    public void WriteWhereMissing(string name, params IEnumerable<string> parts)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (File.Exists(path))
            return;
        var own = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            AtomicFile.WriteText(own, parts);
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // another process was first, with the same
        }
        finally
        {
            File.Delete(own);
        }
    }

    /// <summary>A weighted mean is made of all learners beside it: where one is to run again, so is the mean.</summary>
    private void AskForMeansAgain(IReadOnlyList<Trial> planned)
    {
        var means = _finished.Values.Where(ended => ended.Trial.IsEnsemble).Select(ended => ended.Trial).ToList();
        if (means.Count == 0)
            return;
        var unfinished = planned.Where(trial => !_finished.ContainsKey(trial.Number)).Select(trial => trial.Beside).ToHashSet();
        foreach (var mean in means.Where(mean => unfinished.Contains(mean.Beside)))
        {
            _finished.Remove(mean.Number);
            _again.Add(mean);
        }
    }

    private static RunFolder MakeAt(string path)
    {
        try
        {
            var folder = new RunFolder(System.IO.Path.GetFullPath(path)) { IsNew = true };
            Directory.CreateDirectory(folder.Path);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    /// <summary>Whether a folder has the file that says what the run is, or the one before it.</summary>
    private static bool HasManifest(string path) => File.Exists(System.IO.Path.Combine(path, RunManifest.FileName))
        || File.Exists(System.IO.Path.Combine(path, RunManifest.PreviousFileName));

    private static void RequireNoFile(string path)
    {
        if (File.Exists(path))
            throw new RunFolderException(RunFolderProblem.NotWritable, "there is a file of that name; give the name of a folder.");
    }

    private static RunFolderException NotWritable(Exception exception) =>
        new(RunFolderProblem.NotWritable, $"the folder cannot be written: {exception.Message}", exception);

    /// <summary>Whether a folder is missing, or holds no more than a run that was killed while it wrote its first file.</summary>
    private static bool HasNoFilesYet(string path) => !Directory.Exists(path)
        || Directory.EnumerateFileSystemEntries(path)
            .All(entry => OfTheFirst.Contains(System.IO.Path.GetFileName(entry)));
}

/// <summary>Why the folder of a run cannot be used.</summary>
public enum RunFolderProblem
{
    /// <summary>A new run was to be written where files are.</summary>
    NotEmpty,

    /// <summary>A new run cannot be written there.</summary>
    NotWritable,

    /// <summary>The folder is not that of a run, or a file in it is damaged.</summary>
    Damaged,

    /// <summary>The run in the folder has other trials, or other data.</summary>
    OtherRun,

    /// <summary>Another version of the program wrote the run.</summary>
    OtherVersion,
}

/// <summary>The folder of a run cannot be used; the message says what was found.</summary>
public sealed class RunFolderException : Exception
{
    /// <summary>An error without a message.</summary>
    public RunFolderException()
    {
    }

    /// <summary>An error of the words <paramref name="message"/>.</summary>
    public RunFolderException(string message)
        : base(message)
    {
    }

    /// <summary>An error of the words <paramref name="message"/> that another one caused.</summary>
    public RunFolderException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error of a kind.</summary>
    public RunFolderException(RunFolderProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>What is wrong with the folder.</summary>
    public RunFolderProblem Problem { get; } = RunFolderProblem.Damaged;
}
