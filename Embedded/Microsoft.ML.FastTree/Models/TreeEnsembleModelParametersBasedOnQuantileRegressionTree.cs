namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The base of models of random forests.</summary>
public abstract class TreeEnsembleModelParametersBasedOnQuantileRegressionTree : TreeEnsembleModelParameters
{
    private protected TreeEnsembleModelParametersBasedOnQuantileRegressionTree(GrownTrees trees)
        : base(trees)
    {
    }

    /// <summary>The trees.</summary>
    public QuantileRegressionTreeEnsemble TrainedTreeEnsemble => field ??= new QuantileRegressionTreeEnsemble(Trees);
}
