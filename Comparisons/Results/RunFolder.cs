using MlPipelines.Comparisons.Running;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Comparisons.Results;

/// <summary>
/// The folder of a run. After every trial each CSV file is complete: rows sorted by trial, written to a temporary name and renamed.
/// A trial is finished when <c>trials.csv</c>, written last, has its row.
/// </summary>
public sealed class RunFolder
{
    private readonly Dictionary<string, SortedDictionary<int, string>> _texts = ResultTable.All.ToDictionary(table => table.FileName, _ => new SortedDictionary<int, string>());
    private readonly List<TrialRecord> _records = [];
    private readonly Lock _lock = new();

    private RunFolder(string path) => Path = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Whether the folder had no run's files when it was opened.</summary>
    public bool IsNew { get; private init; }

    /// <summary>The finished trials, by number.</summary>
    public IReadOnlyList<TrialRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _records.OrderBy(record => record.Trial.Number)];
        }
    }

    /// <summary>Finds out whether <see cref="Create"/> would refuse the folder, before work is done that it would waste.</summary>
    /// <exception cref="UsageException">There is a file of that name, or a folder that is not empty.</exception>
    public static void RequireNew(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
            throw new UsageException($"--out {path}: there is a file of that name; give the name of a folder.");
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
            throw new UsageException($"--out {path}: the folder is not empty. Give another, or continue the run in it with --resume.");
        RequireWritable(path, full);
    }

    /// <summary>Tries to write where the folder is, or is to be made: nothing stays.</summary>
    private static void RequireWritable(string path, string full)
    {
        string? existing = full;
        while (existing is not null && !Directory.Exists(existing) && !File.Exists(existing))
            existing = System.IO.Path.GetDirectoryName(existing);
        try
        {
            string probe = System.IO.Path.Combine(existing ?? full, $".{Guid.NewGuid():N}.tmp");
            using var stream = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path}: the folder cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Makes the folder and files without rows.</summary>
    /// <exception cref="UsageException">The folder is there and not empty, or cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        RequireNew(path);
        return MakeAt(path);
    }

    private static RunFolder MakeAt(string path)
    {
        try
        {
            var folder = new RunFolder(System.IO.Path.GetFullPath(path)) { IsNew = true };
            Directory.CreateDirectory(folder.Path);
            folder.WriteTables();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path}: the folder cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Opens the folder of an earlier run of the same plan; its finished trials keep their rows, failed ones are run again. A run that was killed before it had files begins anew.</summary>
    /// <exception cref="UsageException">The files are not those of this plan, or another version wrote them in another form.</exception>
    public static RunFolder Open(string path, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        if (HasNoFilesYet(folder.Path))
            return MakeAt(path);
        RunManifest.RequireFormat(folder.Path);
        var finished = FinishedTrials.Read(folder.Path, plan).Where(record => !record.Result.Failed).ToList();
        var numbers = finished.Select(record => record.Trial.Number).ToHashSet();
        folder._records.AddRange(finished);
        foreach (var table in ResultTable.All)
        {
            foreach (var (trial, text) in table.Read(System.IO.Path.Combine(folder.Path, table.FileName)))
            {
                if (numbers.Contains(trial))
                    folder._texts[table.FileName].Add(trial, text);
            }
        }

        folder.WriteTables();
        return folder;
    }

    /// <summary>Makes the folder of trained pipelines, where it is not there yet, and gives its path.</summary>
    public string MakeModelFolder() => Directory.CreateDirectory(System.IO.Path.Combine(Path, "models")).FullName;

    /// <summary>Adds a finished trial to every file.</summary>
    public void Add(TrialRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var texts = ResultTable.All.Select(table => (table.FileName, Text: table.TextOf(record))).ToList();
        MapFiles.Write(Path, record);
        lock (_lock)
        {
            foreach (var (name, text) in texts)
                _texts[name].Add(record.Trial.Number, text);
            _records.Add(record);
            WriteTables();
        }
    }

    /// <summary>The text of a file of the folder, null when it is not there.</summary>
    public string? Read(string name) => System.IO.Path.Combine(Path, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>Writes a whole file of the folder.</summary>
    public void Write(string name, string text) => AtomicFile.WriteText(System.IO.Path.Combine(Path, name), text);

    /// <summary>Whether a folder is missing, or holds no more than a run that was killed while it made its files.</summary>
    private static bool HasNoFilesYet(string path) => !Directory.Exists(path)
        || (!File.Exists(System.IO.Path.Combine(path, ResultTable.Trials.FileName)) && OnlyOwnFiles(path));

    private static bool OnlyOwnFiles(string path) => Directory.EnumerateFileSystemEntries(path)
        .All(entry => ResultTable.All.Any(table => System.IO.Path.GetFileName(entry) is var name
            && (name == table.FileName || name == AtomicFile.TemporaryName(table.FileName))));

    private void WriteTables()
    {
        foreach (var table in ResultTable.All)
            AtomicFile.WriteText(System.IO.Path.Combine(Path, table.FileName), _texts[table.FileName].Values.Prepend(table.HeaderLine));
    }
}
