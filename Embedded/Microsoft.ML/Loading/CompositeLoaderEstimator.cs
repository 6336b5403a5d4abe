namespace Microsoft.ML.Data;

/// <summary>A loader estimator and the estimators that are fitted to its views.</summary>
public sealed class CompositeLoaderEstimator<TSource, TLastTransformer> : IDataLoaderEstimator<TSource, CompositeDataLoader<TSource, TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly IDataLoaderEstimator<TSource, IDataLoader<TSource>> _start;
    private readonly EstimatorChain<TLastTransformer> _chain;

    /// <summary>A loader estimator and a chain, empty when not given.</summary>
    public CompositeLoaderEstimator(IDataLoaderEstimator<TSource, IDataLoader<TSource>> start, EstimatorChain<TLastTransformer>? estimatorChain = null)
    {
        _start = Check.NotNull(start);
        _chain = estimatorChain ?? new EstimatorChain<TLastTransformer>();
    }

    /// <inheritdoc/>
    public CompositeDataLoader<TSource, TLastTransformer> Fit(TSource input)
    {
        var loader = _start.Fit(input);
        return new CompositeDataLoader<TSource, TLastTransformer>(loader, _chain.Fit(loader.Load(input)));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema() => _chain.GetOutputSchema(_start.GetOutputSchema());

    /// <summary>The same with an estimator added at the end.</summary>
    public CompositeLoaderEstimator<TSource, TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator)
        where TNewTrans : class, ITransformer =>
        new(_start, _chain.Append(estimator));
}
