namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The trees of a random forest.</summary>
public sealed class QuantileRegressionTreeEnsemble : TreeEnsemble<QuantileRegressionTree>
{
    internal QuantileRegressionTreeEnsemble(GrownTrees trees)
        : base([.. trees.Ensemble.Trees.Select(tree => new QuantileRegressionTree(tree, trees.LeafFactor))])
    {
    }
}
