using System.Diagnostics;

namespace MlPipelines.Endurance.Kills;

/// <summary>Sees when another process writes a file under a temporary name, anywhere in a folder.</summary>
internal sealed class WriteWatch : IDisposable
{
    private const string Temporary = ".tmp", Previous = ".previous";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly FileSystemWatcher _watcher;
    private int _seen;
    private int _at = int.MaxValue;
    private bool _renames;
    private Action? _action;

    public WriteWatch(string folder)
    {
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
        _watcher.Created += (_, created) => SeeWrite(created.FullPath);
        _watcher.Renamed += (_, renamed) => SeeRename(renamed.FullPath);
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>How long after the beginning the first file was seen; null where none was yet.</summary>
    public TimeSpan? UntilFirst { get; private set; }

    /// <summary>
    /// Calls an action once a file, the first, second or so many-th from now, has its first bytes; or instead once so many files have been
    /// given the name of an older generation, and the new one has no name of its own yet.
    /// </summary>
    public void At(int count, bool renames, Action action)
    {
        (_renames, _action) = (renames, action);
        Volatile.Write(ref _at, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void SeeWrite(string path)
    {
        if (!path.EndsWith(Temporary, StringComparison.Ordinal))
            return;
        UntilFirst ??= _clock.Elapsed;
        if (Volatile.Read(ref _at) == int.MaxValue || _renames)
            return;
        // A file that stays empty only tries whether the folder can be written.
        var file = new FileInfo(path);
        for (file.Refresh(); file.Exists && file.Length == 0; file.Refresh())
            Thread.SpinWait(50);
        if (file.Exists && ++_seen == _at)
            _action!();
    }

    private void SeeRename(string path)
    {
        if (Volatile.Read(ref _at) != int.MaxValue && _renames && path.EndsWith(Previous, StringComparison.Ordinal) && ++_seen == _at)
            _action!();
    }
}
