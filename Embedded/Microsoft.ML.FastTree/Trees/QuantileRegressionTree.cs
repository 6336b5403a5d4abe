using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A tree of a random forest.</summary>
public sealed class QuantileRegressionTree : RegressionTreeBase
{
    internal QuantileRegressionTree(Tree tree, double leafFactor)
        : base(tree, leafFactor)
    {
    }
}
