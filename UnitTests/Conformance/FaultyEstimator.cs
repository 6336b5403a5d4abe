using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>An estimator that behaves as another, but for one thing.</summary>
/// <param name="inner">The other one.</param>
internal sealed class FaultyEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
{
    /// <summary>What it does in place of the other's fit; null for that.</summary>
    public Func<IEstimator<ITransformer>, IDataView, ITransformer>? FitWith { get; init; }

    /// <summary>What it promises in place of the other's shape; null for that.</summary>
    public Func<IEstimator<ITransformer>, SchemaShape, SchemaShape>? PromiseWith { get; init; }

    public ITransformer Fit(IDataView input) => FitWith is null ? inner.Fit(input) : FitWith(inner, input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        PromiseWith is null ? inner.GetOutputSchema(inputSchema) : PromiseWith(inner, inputSchema);
}

/// <summary>A trained model that behaves as another, but for one thing.</summary>
/// <param name="inner">The other one.</param>
internal sealed class FaultyModel(ITransformer inner) : ITransformer
{
    /// <summary>What becomes of rows in place of the other's output; null for that.</summary>
    public Func<ITransformer, IDataView, IDataView>? TransformWith { get; init; }

    /// <summary>The mapping of single rows in place of the other's; null for that.</summary>
    public Func<IRowToRowMapper, IRowToRowMapper>? MapWith { get; init; }

    /// <summary>The model that is saved; null for the other one.</summary>
    public ITransformer? Saved { get; init; }

    /// <summary>The schema that it tells, by its input; null for the other's.</summary>
    public Func<DataViewSchema, DataViewSchema>? SchemaWith { get; init; }

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) =>
        SchemaWith is null ? inner.GetOutputSchema(inputSchema) : SchemaWith(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        MapWith is null ? inner.GetRowToRowMapper(inputSchema) : MapWith(inner.GetRowToRowMapper(inputSchema));

    public IDataView Transform(IDataView input) => TransformWith is null ? inner.Transform(input) : TransformWith(inner, input);

    public void Save(ModelSaveContext ctx) => (Saved ?? inner).Save(ctx);
}
