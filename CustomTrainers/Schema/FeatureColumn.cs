using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>Finds and checks the column of features: a vector of <see cref="float"/> of known size.</summary>
internal static class FeatureColumn
{
    /// <summary>The column to train on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find feature column '{name}'. The columns are: {Names(schema)}.");
        if (column.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } || item != NumberDataViewType.Single)
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for feature column '{name}': expected a vector of Single of known size, got {column.Type}. "
                + "Gather the features with Transforms.Concatenate, after Transforms.Conversion.ConvertType where they are not Single.");
        return column;
    }

    /// <summary>The column to predict from, of the width that was trained on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, of another type, or of another width.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, int width)
    {
        var column = Find(schema, name);
        var size = ((VectorDataViewType)column.Type).Size;
        if (size != width)
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Schema mismatch for feature column '{name}': expected Vector<Single, {width}>, as in training, got {column.Type}.");
        return column;
    }

    /// <summary>Checks the column to train on in a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find feature column '{name}'.");
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single || column.IsKey)
            throw new ArgumentOutOfRangeException(
                nameof(shape),
                $"Schema mismatch for feature column '{name}': expected a vector of Single of known size, got {column.Kind} of {column.ItemType}.");
    }

    public static string Names(DataViewSchema schema) => string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"));
}
