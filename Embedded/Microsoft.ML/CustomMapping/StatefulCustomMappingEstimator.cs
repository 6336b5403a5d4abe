using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Makes columns of columns through a function of the user's own that keeps a state from row to row. Nothing is learned.</summary>
/// <typeparam name="TSrc">The class whose members are the columns that are read.</typeparam>
/// <typeparam name="TDst">The class whose members are the columns that are added.</typeparam>
/// <typeparam name="TState">The class of the state.</typeparam>
public sealed class StatefulCustomMappingEstimator<TSrc, TDst, TState> : TrivialEstimator<StatefulCustomMappingTransformer<TSrc, TDst, TState>>
    where TSrc : class, new()
    where TDst : class, new()
    where TState : class, new()
{
    internal StatefulCustomMappingEstimator(StatefulCustomMappingTransformer<TSrc, TDst, TState> transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        CustomMappingShape.Of(inputSchema, Transformer.InputColumns, Transformer.OutputColumns);
}
