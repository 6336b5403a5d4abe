using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Spreads the values of columns over slots.</summary>
public sealed class OneHotEncodingTransformer : ITransformer
{
    internal OneHotEncodingTransformer(TransformerChain<ITransformer> chain)
    {
        Chain = chain;
    }

    internal TransformerChain<ITransformer> Chain { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Chain.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => Chain.Transform(input);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)Chain).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)Chain).Save(ctx);
}
