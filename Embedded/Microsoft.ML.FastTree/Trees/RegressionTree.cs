using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A tree of a boosted ensemble.</summary>
public sealed class RegressionTree : RegressionTreeBase
{
    internal RegressionTree(Tree tree, double leafFactor)
        : base(tree, leafFactor)
    {
    }
}
