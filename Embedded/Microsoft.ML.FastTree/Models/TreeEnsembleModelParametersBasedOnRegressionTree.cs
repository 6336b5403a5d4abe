namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The base of models of boosted trees.</summary>
public abstract class TreeEnsembleModelParametersBasedOnRegressionTree : TreeEnsembleModelParameters
{
    private protected TreeEnsembleModelParametersBasedOnRegressionTree(GrownTrees trees)
        : base(trees)
    {
    }

    /// <summary>The trees.</summary>
    public RegressionTreeEnsemble TrainedTreeEnsemble => field ??= new RegressionTreeEnsemble(Trees);
}
