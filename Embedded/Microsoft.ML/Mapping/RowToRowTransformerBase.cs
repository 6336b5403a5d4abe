namespace Microsoft.ML.Data;

/// <summary>The base of transformers that make each output row from one input row.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase()
    {
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => new MappedView(Check.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <summary>A mapper for rows of that schema; checks that it has what the transformer needs.</summary>
    private protected abstract RowMapper CreateMapper(DataViewSchema inputSchema);

    /// <summary>Writes the transformer into a model file.</summary>
    private protected virtual void SaveModel(ModelSaveContext ctx) =>
        throw new NotSupportedException($"{GetType().Name} cannot be saved into a model file.");

    private MapperBinding Bind(DataViewSchema inputSchema) => new(CreateMapper(Check.NotNull(inputSchema)));
}
