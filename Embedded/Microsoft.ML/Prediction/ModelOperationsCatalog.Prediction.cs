using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    /// <summary>An engine that predicts for one object at a time.</summary>
    /// <param name="transformer">The model: a transformer that maps single rows.</param>
    /// <param name="ignoreMissingColumns">Whether members of <typeparamref name="TDst"/> without a column are left alone; else they are an error.</param>
    /// <param name="inputSchemaDefinition">The columns of <typeparamref name="TSrc"/>; by default those of its members.</param>
    /// <param name="outputSchemaDefinition">The columns of <typeparamref name="TDst"/>; by default those of its members.</param>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        bool ignoreMissingColumns = true,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
        });

    /// <summary>An engine whose input columns have the types and annotations of the given schema's, for each of which <typeparamref name="TSrc"/> must have a member.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            InputSchemaDefinition = TypedSchema.WithTypesOf<TSrc>(Check.NotNull(inputSchema)),
            IgnoreMissingColumns = false,
        });

    /// <summary>An engine with the given options.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
    {
        var engine = new PredictionEngine<TSrc, TDst>(transformer, Check.NotNull(options));
        Environment.RegisterAll("DataViewConstructionUtils", "PredictionEngine", "TypedCursorable");
        return engine;
    }
}
