using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Makes columns of columns through a function of the user's own. Nothing is learned.</summary>
/// <typeparam name="TSrc">The class whose members are the columns that are read.</typeparam>
/// <typeparam name="TDst">The class whose members are the columns that are added.</typeparam>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        CustomMappingShape.Of(inputSchema, Transformer.InputColumns, Transformer.OutputColumns);
}
