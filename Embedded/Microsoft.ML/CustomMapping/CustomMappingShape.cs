using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>What a custom mapping makes of the shape of its input.</summary>
internal static class CustomMappingShape
{
    /// <summary>The input's shape with the added columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    public static SchemaShape Of(SchemaShape inputSchema, TypedColumn[] inputColumns, TypedColumn[] outputColumns)
    {
        Check.NotNull(inputSchema);
        foreach (var needed in inputColumns)
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
        return inputSchema.With(SchemaShape.Create(TypedColumn.ToSchema(outputColumns)));
    }
}
