namespace MlPipelines.Numerics.Trees;

/// <summary>
/// A node made for walking: the right child follows the left one, so that a step adds 0 or 1 instead of branching. A leaf leads to
/// itself, so that a walk may take more steps than it needs.
/// </summary>
internal struct FlatNode
{
    /// <summary>A quantity x goes right when x &gt; threshold; +∞ in a leaf.</summary>
    public float Threshold;

    /// <summary>The column of a quantity; <c>~column</c> of a category.</summary>
    public int Feature;

    /// <summary>The left child's position among all nodes; a leaf's own.</summary>
    public int Left;

    /// <summary>Of a quantity, 1 when missing values go right; of a category, that plus twice the position of its set among the sets.</summary>
    public int MissingRight;
}
