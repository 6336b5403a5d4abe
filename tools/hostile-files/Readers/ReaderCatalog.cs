namespace MlPipelines.HostileFiles.Readers;

/// <summary>Every reader of files.</summary>
public static class ReaderCatalog
{
    /// <summary>The readers, those of data first.</summary>
    public static IReadOnlyList<HostileReader> All { get; } =
        [.. DataReaders.All, .. NetworkReaders.All, .. ModelReaders.All, .. RunReaders.All];
}
