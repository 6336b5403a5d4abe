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
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        foreach (var needed in Transformer.InputColumns)
        {
            if (!inputSchema.TryFindColumn(needed.Name, out var column))
                throw Errors.MissingColumn(nameof(inputSchema), "input", needed.Name, inputSchema);
            var shape = SchemaShape.CreateColumn(needed.Name, needed.Type);
            // A vector of any length may be one of a known length.
            var fits = shape.ItemType.Equals(column.ItemType) && shape.IsKey == column.IsKey
                && (shape.Kind == column.Kind || (shape.Kind == SchemaShape.Column.VectorKind.VariableVector && column.Kind == SchemaShape.Column.VectorKind.Vector));
            if (!fits)
                throw Errors.SchemaMismatch(nameof(inputSchema), "input", needed.Name, needed.Type.ToString()!, column.GetTypeString());
        }
        return inputSchema.With(SchemaShape.Create(TypedColumn.ToSchema(Transformer.OutputColumns)));
    }
}
