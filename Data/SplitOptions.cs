namespace MlPipelines.Data;

/// <summary>How a view is split.</summary>
public sealed record SplitOptions
{
    /// <summary>How rows are dealt. Default <see cref="SplitStrategy.Stratified"/>.</summary>
    public SplitStrategy Strategy { get; init; } = SplitStrategy.Stratified;

    /// <summary>The seed; the same seed splits the same rows the same way. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>For <see cref="SplitStrategy.Grouped"/>: the group of each row of the view.</summary>
    public IReadOnlyList<int>? Groups { get; init; }
}
