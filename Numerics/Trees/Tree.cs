using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>A binary tree; node 0 is its root. A tree of one leaf has no nodes.</summary>
public sealed class Tree
{
    public Tree(ImmutableArray<TreeSplit> splits, ImmutableArray<TreeLeaf> leaves)
    {
        if (leaves.Length != splits.Length + 1)
            throw new ArgumentException($"A tree with {splits.Length} splits has {splits.Length + 1} leaves, not {leaves.Length}.", nameof(leaves));
        Splits = splits;
        Leaves = leaves;
    }

    public ImmutableArray<TreeSplit> Splits { get; }

    public ImmutableArray<TreeLeaf> Leaves { get; }

    /// <summary>The leaf that a row of features falls into.</summary>
    public int LeafOf(ReadOnlySpan<float> features)
    {
        int node = Splits.Length > 0 ? 0 : ~0;
        while (node >= 0)
        {
            TreeSplit split = Splits[node];
            node = GoesLeft(split, features[split.Feature]) ? split.Left : split.Right;
        }
        return ~node;
    }

    public float Predict(ReadOnlySpan<float> features) => Leaves[LeafOf(features)].Value;

    private static bool GoesLeft(TreeSplit split, float value)
    {
        if (float.IsNaN(value)) return split.MissingLeft;
        if (!split.IsCategorical) return value <= split.Threshold;
        bool listed = (int)value == value && split.Categories.BinarySearch((int)value) >= 0;
        return listed != split.MissingLeft;
    }
}
