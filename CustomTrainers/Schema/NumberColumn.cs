using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>Finds and checks a column of single numbers of type <see cref="float"/>.</summary>
internal static class NumberColumn
{
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string role)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find {role} column '{name}'. The columns are: {FeatureColumn.Names(schema)}.");
        if (column.Type != NumberDataViewType.Single)
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for {role} column '{name}': expected Single, got {column.Type}. "
                + $"Add Transforms.Conversion.ConvertType(\"{name}\") to the pipeline before the trainer.");
        return column;
    }

    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void Check(SchemaShape shape, string name, string role)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find {role} column '{name}'.");
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.Single || column.IsKey)
            throw new ArgumentOutOfRangeException(
                nameof(shape), $"Schema mismatch for {role} column '{name}': expected Single, got {column.Kind} of {column.ItemType}.");
    }
}
