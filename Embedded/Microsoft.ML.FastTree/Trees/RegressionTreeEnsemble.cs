namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The trees of a boosted ensemble.</summary>
public sealed class RegressionTreeEnsemble : TreeEnsemble<RegressionTree>
{
    internal RegressionTreeEnsemble(GrownTrees trees)
        : base([.. trees.Ensemble.Trees.Select(tree => new RegressionTree(tree, trees.LeafFactor))])
    {
    }
}
