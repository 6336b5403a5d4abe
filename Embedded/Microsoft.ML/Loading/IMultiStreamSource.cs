namespace Microsoft.ML.Data;

/// <summary>A number of streams, most often files.</summary>
public interface IMultiStreamSource
{
    /// <summary>The number of streams.</summary>
    int Count { get; }

    /// <summary>The path of one, or null when it is not a file.</summary>
    string? GetPathOrNull(int index);

    /// <summary>Opens one.</summary>
    Stream Open(int index);

    /// <summary>Opens one as text.</summary>
    TextReader OpenTextReader(int index);
}
