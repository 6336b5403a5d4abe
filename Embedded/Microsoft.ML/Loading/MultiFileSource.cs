namespace Microsoft.ML.Data;

/// <summary>Files, in their order. A path may have wildcards * and ? in its last part, ... for all folders below, and + between several.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    /// <summary>These files; a path that no file fits stays as it is, to be an error when it is opened.</summary>
    public MultiFileSource(params string[] paths)
    {
        paths = paths is null or [null] ? [] : paths;
        var expanded = paths.SelectMany(FilePattern.Expand).ToArray();
        _paths = expanded.Length > 0 ? expanded : paths;
    }

    /// <summary>The number of files.</summary>
    public int Count => _paths.Length;

    /// <summary>The path of one.</summary>
    public string? GetPathOrNull(int index)
    {
        Check.Param((uint)index < (uint)Count, nameof(index), $"There are {Count} files; there is no file {index}.");
        return _paths[index];
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Stream Open(int index)
    {
        var path = GetPathOrNull(index)!;
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Could not open file '{path}'. Error is: {exception.Message}", exception);
        }
    }

    /// <summary>Opens one as text.</summary>
    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));
}
