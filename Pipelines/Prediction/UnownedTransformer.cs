using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>A transformer that several engines share: an engine that is disposed disposes its transformer, and this has nothing to dispose.</summary>
internal sealed class UnownedTransformer(ITransformer inner) : ITransformer
{
    public bool IsRowToRowMapper => inner.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

    public IDataView Transform(IDataView input) => inner.Transform(input);

    void ICanSaveModel.Save(ModelSaveContext ctx) => inner.Save(ctx);
}
