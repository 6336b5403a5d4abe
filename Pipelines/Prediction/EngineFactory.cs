using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>Makes ML.NET's engines for a chain and two classes.</summary>
internal static class EngineFactory
{
    public static PredictionEngine<TIn, TOut> Create<TIn, TOut>(
        MLContext ml, IReadOnlyList<ITransformer> transformers, DataViewSchema input)
        where TIn : class
        where TOut : class, new()
    {
        string[] wanted = [.. SchemaDefinition.Create(typeof(TOut), SchemaDefinition.Direction.Write).Select(column => column.ColumnName)];
        if (wanted.Length == 0)
            throw new ArgumentException($"{typeof(TOut).Name} has no public members to hold columns of the prediction.", nameof(TOut));
        var needed = NeededTransformers.For(transformers, input, wanted);
        var given = SchemaDefinition.Create(typeof(TIn), SchemaDefinition.Direction.Read).Select(column => column.ColumnName)
            .ToHashSet(StringComparer.Ordinal);
        if (needed.Input.FirstOrDefault(column => !given.Contains(column.Name)) is { Name: not null } missing)
        {
            throw new ArgumentException(
                $"{typeof(TIn).Name} has no member for the column '{missing.Name}' ({missing.Type}), which the pipeline reads; its "
                    + $"members are {string.Join(", ", given.Select(name => $"'{name}'"))}.",
                nameof(TIn));
        }

        var chain = new TransformerChain<ITransformer>([.. needed.Transformers]);
        return ml.Model.CreatePredictionEngine<TIn, TOut>(new UnownedTransformer(chain), needed.Input);
    }
}

/// <summary>
/// A transformer that several engines share: an engine that is disposed disposes its transformer, and this has nothing to dispose.
/// </summary>
internal sealed class UnownedTransformer(ITransformer inner) : ITransformer
{
    public bool IsRowToRowMapper => inner.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

    public IDataView Transform(IDataView input) => inner.Transform(input);

    void ICanSaveModel.Save(ModelSaveContext ctx) => inner.Save(ctx);
}
