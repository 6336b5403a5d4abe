using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Makes columns of columns through a function of the user's own, from one class to another.</summary>
/// <typeparam name="TSrc">The class whose members are the columns that are read.</typeparam>
/// <typeparam name="TDst">The class whose members are the columns that are added.</typeparam>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;

    internal CustomMappingTransformer(
        Action<TSrc, TDst> mapAction, string? contractName, SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
    {
        _mapAction = Check.NotNull(mapAction);
        _contractName = contractName;
        InputColumns = TypedColumn.Of(typeof(TSrc), inputSchemaDefinition, SchemaDefinition.Direction.Write);
        OutputColumns = TypedColumn.Of(typeof(TDst), outputSchemaDefinition, SchemaDefinition.Direction.Read);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal TypedColumn[] InputColumns { get; }

    internal TypedColumn[] OutputColumns { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => new MappedView(Check.NotNull(input), Bind(input.Schema));

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Saving.CustomMappingLoading.Save(ctx, _contractName);

    private MapperBinding Bind(DataViewSchema inputSchema) =>
        new(new CustomRowMapper<TSrc, TDst>(Check.NotNull(inputSchema), InputColumns, OutputColumns, () => _mapAction, keepsState: false));
}
