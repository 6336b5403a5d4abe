using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees.Structure;

/// <summary>A binary tree; node 0 is its root. A tree of one leaf has no nodes.</summary>
public sealed class Tree
{
    /// <exception cref="ArgumentException">Splits that are no tree, or that no row could follow.</exception>
    public Tree(ImmutableArray<TreeSplit> splits, ImmutableArray<TreeLeaf> leaves)
    {
        if (leaves.Length != splits.Length + 1)
        {
            throw new ArgumentException(
                $"A tree with {splits.Length} splits has {splits.Length + 1} leaves, not {leaves.Length}.", nameof(leaves));
        }

        for (var node = 0; node < splits.Length; node++)
            CheckSplit(splits[node], node);
        CheckStructure(splits);
        Splits = splits;
        Leaves = leaves;
    }

    /// <summary>The inner nodes; the root is the first.</summary>
    public ImmutableArray<TreeSplit> Splits { get; }

    /// <summary>The leaves, one more than there are inner nodes.</summary>
    public ImmutableArray<TreeLeaf> Leaves { get; }

    /// <summary>The leaf that a row of features falls into.</summary>
    public int LeafOf(ReadOnlySpan<float> features)
    {
        var node = Splits.Length > 0 ? 0 : ~0;
        while (node >= 0)
        {
            var split = Splits[node];
            node = GoesLeft(split, features[split.Feature]) ? split.Left : split.Right;
        }

        return ~node;
    }

    /// <summary>What a row of features adds to the score: the value of its leaf.</summary>
    public float Predict(ReadOnlySpan<float> features) => Leaves[LeafOf(features)].Value;

    private static bool GoesLeft(TreeSplit split, float value)
    {
        if (float.IsNaN(value))
            return split.MissingLeft;
        if (!split.IsCategorical)
            return value <= split.Threshold;
        var listed = (int)value == value && split.Categories.BinarySearch((int)value) >= 0;
        return listed != split.MissingLeft;
    }

    private static void CheckSplit(TreeSplit split, int node)
    {
        var categories = split.Categories;
        if (!split.IsCategorical)
        {
            if (float.IsNaN(split.Threshold))
                throw new ArgumentException($"Node {node} of a tree has no threshold: it is NaN.");
            if (!categories.IsEmpty)
                throw new ArgumentException($"Node {node} of a tree divides a quantity, but lists {categories.Length} categories.");
        }

        for (var i = 0; i < categories.Length; i++)
        {
            if (categories[i] is >= 0 and <= 65535 && (i == 0 || categories[i] > categories[i - 1]))
                continue;
            throw new ArgumentException(
                $"The categories of node {node} of a tree must ascend from 0 to 65535; "
                    + $"{categories[i]} {(i == 0 ? "is the first" : $"comes after {categories[i - 1]}")}.");
        }
    }

    /// <summary>From the root every node and every leaf must be reached exactly once.</summary>
    private static void CheckStructure(ImmutableArray<TreeSplit> splits)
    {
        if (splits.IsEmpty)
            return;
        var nodes = new bool[splits.Length];
        var leaves = new bool[splits.Length + 1];
        var open = new Stack<int>([0]);
        var reached = 0;
        while (open.TryPop(out var node))
        {
            var isLeaf = node < 0;
            var index = isLeaf ? ~node : node;
            var seen = isLeaf ? leaves : nodes;
            if (index >= seen.Length || seen[index])
            {
                throw new ArgumentException($"The splits are no tree: {(isLeaf ? "leaf" : "node")} {index} "
                    + $"{(index >= seen.Length ? "does not exist" : "is reached twice")}.", nameof(splits));
            }

            seen[index] = true;
            reached++;
            if (isLeaf)
                continue;
            open.Push(splits[index].Right);
            open.Push(splits[index].Left);
        }

        if (reached != nodes.Length + leaves.Length)
        {
            throw new ArgumentException($"The splits are no tree: {nodes.Length + leaves.Length - reached} nodes and leaves are not "
                + "reached from the root.", nameof(splits));
        }
    }
}

/// <summary>
/// An inner node. A quantity x goes left when x ≤ <see cref="Threshold"/>; a missing value (NaN) when <see cref="MissingLeft"/>. A category
/// listed in <see cref="Categories"/> goes to the side where missing values do not go; any other, seen or not, goes with them.
/// </summary>
public sealed record TreeSplit
{
    /// <summary>The feature's column.</summary>
    public required int Feature { get; init; }

    /// <summary>The largest value that goes left; NaN for a category.</summary>
    public required float Threshold { get; init; }

    /// <summary>Whether missing values go left.</summary>
    public required bool MissingLeft { get; init; }

    /// <summary>How much the loss's quadratic model falls, times two.</summary>
    public required double Gain { get; init; }

    /// <summary>Whether the feature is a category.</summary>
    public required bool IsCategorical { get; init; }

    /// <summary>Ascending; empty for a quantity.</summary>
    public required ImmutableArray<int> Categories { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>The node on the left, or <c>~leaf</c>.</summary>
    public required int Left { get; init; }

    /// <summary>The node on the right, or <c>~leaf</c>.</summary>
    public required int Right { get; init; }
}

/// <summary>A leaf: what it adds to the score (the learning rate included), its training examples and their second derivatives.</summary>
public readonly record struct TreeLeaf(float Value, long Examples, double Hessian);
