using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators one after another: each is fitted to what the ones before it give. Immutable; appending makes a new chain.</summary>
/// <typeparam name="TLastTransformer">What the last estimator learns.</typeparam>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly EstimatorLink[] _links;

    /// <summary>An empty chain.</summary>
    public EstimatorChain()
        : this([])
    {
    }

    private EstimatorChain(EstimatorLink[] links)
    {
        _links = links;
        LastEstimator = links.Length == 0 ? null! : (IEstimator<TLastTransformer>)links[^1].Estimator;
    }

    /// <summary>The last estimator; null in an empty chain.</summary>
    public readonly IEstimator<TLastTransformer> LastEstimator;

    /// <summary>Fits all estimators. Before anything is read, the columns are checked along the chain.</summary>
    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        Check.NotNull(input);
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var transformers = new ITransformer[_links.Length];
        var current = input;
        for (var i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(current);
            if (i == _links.Length - 1)
                break;
            current = transformers[i].Transform(current);
            if (_links[i].CacheAfter)
                current = new CachedView(current);
        }
        return new TransformerChain<TLastTransformer>(transformers, [.. _links.Select(link => link.Scope)]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var shape = Check.NotNull(inputSchema);
        foreach (var link in _links)
            shape = link.Estimator.GetOutputSchema(shape);
        return shape;
    }

    /// <summary>The chain with an estimator added at its end.</summary>
    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer =>
        new([.. _links, new EstimatorLink(Check.NotNull(estimator), scope, false)]);

    /// <summary>The chain with a cache after its last estimator, so that the ones to come read the data from memory while they are fitted.</summary>
    /// <exception cref="InvalidOperationException">The chain is empty.</exception>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Check.NotNull(env);
        if (_links.Length == 0)
            throw new InvalidOperationException("Current estimator chain has no estimator, can't append cache checkpoint.");
        if (_links[^1].CacheAfter)
            return this;
        env.Register("CacheCheckpoint");
        return new([.. _links[..^1], _links[^1] with { CacheAfter = true }]);
    }
}
