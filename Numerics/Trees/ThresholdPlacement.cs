namespace MlPipelines.Numerics.Trees;

/// <summary>Which threshold a split takes where its node has no row between two values, and several divide the rows alike.</summary>
public enum ThresholdPlacement
{
    /// <summary>The middle one: farthest from the rows of both sides.</summary>
    Middle,

    /// <summary>The highest one, as in FastTree.</summary>
    Highest,
}
