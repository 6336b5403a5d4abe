using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Gives columns under other names, annotations included. Nothing is learned.</summary>
public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(params (string outputColumnName, string inputColumnName)[] columns)
        : base(new ColumnCopyingTransformer(columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(Transformer.Columns.Select(pair =>
            inputSchema.TryFindColumn(pair.InputColumnName, out var column)
                ? new SchemaShape.Column(pair.OutputColumnName, column.Kind, column.ItemType, column.IsKey, column.Annotations)
                : throw Errors.MissingColumn(nameof(inputSchema), "input", pair.InputColumnName, inputSchema)));
    }
}
