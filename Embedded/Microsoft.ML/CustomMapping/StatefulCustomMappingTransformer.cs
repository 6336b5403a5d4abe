using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Makes columns of columns through a function of the user's own that keeps a state from row to row. Each reading has a state of
/// its own, and goes through the rows in one cursor.
/// </summary>
/// <typeparam name="TSrc">The class whose members are the columns that are read.</typeparam>
/// <typeparam name="TDst">The class whose members are the columns that are added.</typeparam>
/// <typeparam name="TState">The class of the state.</typeparam>
public sealed class StatefulCustomMappingTransformer<TSrc, TDst, TState> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
    where TState : class, new()
{
    private readonly Action<TSrc, TDst, TState> _mapAction;
    private readonly Action<TState> _stateInitAction;
    private readonly string? _contractName;

    internal StatefulCustomMappingTransformer(Action<TSrc, TDst, TState> mapAction, string? contractName, Action<TState> stateInitAction)
    {
        _mapAction = Check.NotNull(mapAction);
        _stateInitAction = Check.NotNull(stateInitAction);
        _contractName = contractName;
        InputColumns = TypedColumn.Of(typeof(TSrc), null, SchemaDefinition.Direction.Write);
        OutputColumns = TypedColumn.Of(typeof(TDst), null, SchemaDefinition.Direction.Read);
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
        new(new CustomRowMapper<TSrc, TDst>(Check.NotNull(inputSchema), InputColumns, OutputColumns, WithState, keepsState: true));

    private Action<TSrc, TDst> WithState()
    {
        var state = new TState();
        _stateInitAction(state);
        return (source, target) => _mapAction(source, target, state);
    }
}
