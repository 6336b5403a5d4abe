namespace Microsoft.ML.Data;

/// <summary>One estimator of a chain.</summary>
/// <param name="Estimator">The estimator.</param>
/// <param name="Scope">Where its transformer takes part.</param>
/// <param name="CacheAfter">Whether the estimators after it are fitted to a cache of what it gives.</param>
internal sealed record EstimatorLink(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter);
