using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>A binary tree; node 0 is its root. A tree of one leaf has no nodes.</summary>
public sealed class Tree
{
    public Tree(ImmutableArray<TreeSplit> splits, ImmutableArray<TreeLeaf> leaves)
    {
        if (leaves.Length != splits.Length + 1)
            throw new ArgumentException($"A tree with {splits.Length} splits has {splits.Length + 1} leaves, not {leaves.Length}.", nameof(leaves));
        CheckStructure(splits);
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

    /// <summary>From the root every node and every leaf must be reached exactly once.</summary>
    private static void CheckStructure(ImmutableArray<TreeSplit> splits)
    {
        if (splits.IsEmpty) return;
        bool[] nodes = new bool[splits.Length], leaves = new bool[splits.Length + 1];
        var open = new Stack<int>([0]);
        int reached = 0;
        while (open.TryPop(out int node))
        {
            bool isLeaf = node < 0;
            int index = isLeaf ? ~node : node;
            bool[] seen = isLeaf ? leaves : nodes;
            if (index >= seen.Length || seen[index])
                throw new ArgumentException($"The splits are no tree: {(isLeaf ? "leaf" : "node")} {index} {(index >= seen.Length ? "does not exist" : "is reached twice")}.", nameof(splits));
            seen[index] = true;
            reached++;
            if (isLeaf) continue;
            open.Push(splits[index].Right);
            open.Push(splits[index].Left);
        }
        if (reached != nodes.Length + leaves.Length)
            throw new ArgumentException($"The splits are no tree: {nodes.Length + leaves.Length - reached} nodes and leaves are not reached from the root.", nameof(splits));
    }
}
