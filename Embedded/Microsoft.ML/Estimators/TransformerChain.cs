using System.Collections;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Data;

/// <summary>Transformers one after another.</summary>
/// <typeparam name="TLastTransformer">The type of the last one.</typeparam>
public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable, ITransformerChain
    where TLastTransformer : class, ITransformer
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;
    private bool _disposed;

    /// <summary>A chain of transformers and the uses in which each takes part.</summary>
    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        _transformers = [.. transformers ?? []];
        _scopes = [.. scopes ?? []];
        if (_transformers.Length != _scopes.Length)
            throw new InvalidOperationException($"A chain of {_transformers.Length} transformers needs as many scopes, not {_scopes.Length}.");
        LastTransformer = (_transformers.Length == 0 ? null : _transformers[^1] as TLastTransformer)!;
        if (_transformers.Length > 0 && LastTransformer is null)
            throw new InvalidOperationException($"The last transformer of the chain is a {_transformers[^1].GetType()}, not a {typeof(TLastTransformer)}.");
    }

    /// <summary>A chain of transformers that take part in all uses.</summary>
    public TransformerChain(params ITransformer[] transformers)
        : this(transformers ?? [], (transformers ?? []).Select(_ => TransformerScope.Everything))
    {
    }

    /// <summary>The last transformer; null in an empty chain.</summary>
    public readonly TLastTransformer LastTransformer;

    bool ITransformer.IsRowToRowMapper => _transformers.All(transformer => transformer.IsRowToRowMapper);

    IReadOnlyList<ITransformer> ITransformerChain.Transformers => _transformers;

    IReadOnlyList<TransformerScope> ITransformerChain.Scopes => _scopes;

    /// <summary>The columns after the transformers that take part in scoring.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    /// <summary>The columns after the transformers that take part in the given use.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        var schema = Check.NotNull(inputSchema);
        foreach (var transformer in Select(scope))
            schema = transformer.GetOutputSchema(schema);
        return schema;
    }

    /// <summary>The view after the transformers that take part in scoring.</summary>
    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    /// <summary>The view after the transformers that take part in the given use.</summary>
    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        // Each Transform checks its input's columns, so that a mismatch is found here although nothing is read yet.
        var view = Check.NotNull(input);
        foreach (var transformer in Select(scope))
            view = transformer.Transform(view);
        return view;
    }

    /// <summary>The transformers that take part in a use, as a chain.</summary>
    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter) =>
        new(Select(scopeFilter), _scopes.Where(scope => (scope & scopeFilter) != 0));

    /// <summary>The chain with a transformer added at its end.</summary>
    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer =>
        new([.. _transformers, Check.NotNull(transformer)], [.. _scopes, scope]);

    /// <inheritdoc/>
    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _transformers.GetEnumerator();

    /// <summary>Disposes the transformers that are disposable.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var transformer in _transformers)
            (transformer as IDisposable)?.Dispose();
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        var schema = Check.NotNull(inputSchema);
        var mappers = new IRowToRowMapper[_transformers.Length];
        for (var i = 0; i < mappers.Length; i++)
        {
            if (!_transformers[i].IsRowToRowMapper)
                throw new InvalidOperationException($"GetRowToRowMapper was called, but IsRowToRowMapper is false: {_transformers[i].GetType()}, number {i} of the chain, does not map single rows.");
            mappers[i] = _transformers[i].GetRowToRowMapper(schema);
            schema = mappers[i].OutputSchema;
        }
        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ChainSaving.Save(ctx, this);

    private IEnumerable<ITransformer> Select(TransformerScope scope) =>
        _transformers.Where((_, i) => (_scopes[i] & scope) != 0);
}
