using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A trained tree. Nodes are numbered from the root, 0; leaf i is written <c>~i</c> among the children.</summary>
public abstract class RegressionTreeBase
{
    private protected RegressionTreeBase(Tree tree, double leafFactor)
    {
        LeftChild = [.. tree.Splits.Select(split => split.Left)];
        RightChild = [.. tree.Splits.Select(split => split.Right)];
        NumericalSplitFeatureIndexes = [.. tree.Splits.Select(split => split.Feature)];
        NumericalSplitThresholds = [.. tree.Splits.Select(split => split.Threshold)];
        CategoricalSplitFlags = [.. tree.Splits.Select(split => split.IsCategorical)];
        SplitGains = [.. tree.Splits.Select(split => split.Gain)];
        LeafValues = [.. tree.Leaves.Select(leaf => leaf.Value * leafFactor)];
    }

    /// <summary>[nodes]: where a row goes whose value is at most the threshold.</summary>
    public IReadOnlyList<int> LeftChild { get; }

    /// <summary>[nodes]: where a row goes whose value is above the threshold, or missing.</summary>
    public IReadOnlyList<int> RightChild { get; }

    /// <summary>[nodes]: the feature whose value is compared.</summary>
    public IReadOnlyList<int> NumericalSplitFeatureIndexes { get; }

    /// <summary>[nodes]: the threshold.</summary>
    public IReadOnlyList<float> NumericalSplitThresholds { get; }

    /// <summary>[nodes]: whether the node divides categories; never so here.</summary>
    public IReadOnlyList<bool> CategoricalSplitFlags { get; }

    /// <summary>[leaves]: the values.</summary>
    public IReadOnlyList<double> LeafValues { get; }

    /// <summary>[nodes]: how much the squared error of the gradients fell.</summary>
    public IReadOnlyList<double> SplitGains { get; }

    /// <summary>The number of leaves.</summary>
    public int NumberOfLeaves => LeafValues.Count;

    /// <summary>The number of nodes, leaves not included.</summary>
    public int NumberOfNodes => LeftChild.Count;
}
