namespace MlPipelines.Data;

/// <summary>A catalog entry: what can be loaded by name.</summary>
public sealed record DataSetInfo
{
    /// <summary>The name to load it by, lower case with hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>A title of a few words.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence on the rows.</summary>
    public required string Description { get; init; }

    /// <summary>What is to be learned.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>True when published files are read, false when the rows are generated from a seed.</summary>
    public required bool NeedsFiles { get; init; }

    /// <summary>The generated set that can stand in for the files, or null.</summary>
    public string? StandIn { get; init; }

    /// <summary>Whether the files can be downloaded when they are not there.</summary>
    public bool CanDownload { get; init; }
}
