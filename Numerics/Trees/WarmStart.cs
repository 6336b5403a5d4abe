namespace MlPipelines.Numerics.Trees;

/// <summary>An ensemble to continue from, and its scores of the training rows.</summary>
/// <param name="Ensemble">the trees so far</param>
/// <param name="Scores">[rows, outputs], row-major: what <see cref="TreeEnsemble.Sum"/> gives for the training rows as they were before binning</param>
public sealed record WarmStart(TreeEnsemble Ensemble, ReadOnlyMemory<double> Scores)
{
    /// <summary>A start whose scores are computed here.</summary>
    /// <param name="ensemble">the trees so far</param>
    /// <param name="features">[rows, features], row-major: the training rows before binning</param>
    /// <param name="threads">threads used; 0 means one for each processor</param>
    /// <exception cref="ArgumentException">Features that are not a whole number of the ensemble's rows.</exception>
    public static WarmStart From(TreeEnsemble ensemble, ReadOnlyMemory<float> features, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return new WarmStart(ensemble, ensemble.SumBatch(features, threads));
    }
}
