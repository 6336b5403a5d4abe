using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or drops columns. Nothing is learned.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    internal ColumnSelectingEstimator(ColumnSelectingTransformer transformer)
        : base(transformer)
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        var missing = Transformer.Columns.Where(name => !inputSchema.TryFindColumn(name, out _)).ToArray();
        if (missing.Length > 0)
            throw Errors.MissingColumn(nameof(inputSchema), "input", string.Join(",", missing), inputSchema);
        return new SchemaShape(inputSchema.Where(column => Transformer.Columns.Contains(column.Name) == Transformer.Keeps));
    }
}
