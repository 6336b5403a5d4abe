namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trained trees. Their score is the bias plus the sum of their values times their weights.</summary>
public abstract class TreeEnsemble<T>
    where T : RegressionTreeBase
{
    private protected TreeEnsemble(IReadOnlyList<T> trees)
    {
        Trees = trees;
        TreeWeights = [.. Enumerable.Repeat(1.0, trees.Count)];
    }

    /// <summary>What is added to each score: 0.</summary>
    public double Bias { get; }

    /// <summary>[trees]: all 1.</summary>
    public IReadOnlyList<double> TreeWeights { get; }

    /// <summary>The trees, in the order in which they were grown.</summary>
    public IReadOnlyList<T> Trees { get; }
}
