using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>Finds and checks the column of features: a vector of <see cref="float"/> of known size.</summary>
internal static class FeatureColumn
{
    /// <summary>The column to train on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find feature column '{name}'. The columns are: {Names(schema)}.");
        }

        if (column.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item }
            || item != NumberDataViewType.Single)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for feature column '{name}': expected a vector of Single of known size, got {column.Type}. "
                + "Gather the features with Transforms.Concatenate, after Transforms.Conversion.ConvertType where they are not Single.");
        }

        return column;
    }

    /// <summary>The column to predict from, of the width that was trained on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, of another type, or of another width.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, int width)
    {
        var column = Find(schema, name);
        var size = ((VectorDataViewType)column.Type).Size;
        if (size != width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for feature column '{name}': expected Vector<Single, {width}>, as in training, got {column.Type}.");
        }

        return column;
    }

    /// <summary>Checks the column to train on in a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find feature column '{name}'.");
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single || column.IsKey)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape),
                $"Schema mismatch for feature column '{name}': expected a vector of Single of known size, got {column.Kind} of "
                + $"{column.ItemType}.");
        }
    }

    public static string Names(DataViewSchema schema) => string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"));
}

/// <summary>Finds, checks and reads a column of categories: a key, whose category is 0 for the first of its values.</summary>
internal static class CategoryColumn
{
    /// <summary>Most values of such a key.</summary>
    public const int MaximumCount = 65536;

    /// <summary>The column to train on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, not a key of 32 bits, or one of too many values.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find category column '{name}'. The columns are: {FeatureColumn.Names(schema)}.");
        }

        if (column.Type is not KeyDataViewType key || key.RawType != typeof(uint))
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for category column '{name}': expected Key<UInt32>, got {column.Type}. "
                + $"Add Transforms.Conversion.MapValueToKey(\"{name}\") to the pipeline before the trainer.");
        }

        if (key.Count > MaximumCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"The category column '{name}' has {key.Count} values; at most {MaximumCount} can be told apart. "
                + "Map the rare ones to one value.");
        }

        return column;
    }

    /// <summary>The column to predict from, whose keys stand for the values that were trained on, in any order.</summary>
    /// <param name="schema">The rows' schema.</param>
    /// <param name="name">The column.</param>
    /// <param name="count">The number of the key's values in training.</param>
    /// <param name="values">These values, in order; null where keys stand for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column, of another type, or with other values.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, ulong count, IReadOnlyList<string>? values)
    {
        var column = Find(schema, name);
        if (Count(column) != count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for category column '{name}': expected a key of {count} values, as in training, got {column.Type}.");
        }

        if (Values(column) is { } own && !KeyOrder.TryMap(own, values, out _))
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for category column '{name}': its keys stand for "
                + $"{KeyOrder.Lists(own, "; in training they stood for ", values!)}. "
                + "Make the keys by the MapValueToKey that was fitted on the training data.");
        }

        return column;
    }

    /// <summary>Checks the column to train on in a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find category column '{name}'.");
        if (!column.IsKey || column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.UInt32)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape),
                $"Schema mismatch for category column '{name}': expected Key<UInt32>, got {column.Kind} of {column.ItemType}.");
        }
    }

    /// <summary>The number of the key's values.</summary>
    public static ulong Count(DataViewSchema.Column column) => ((KeyDataViewType)column.Type).Count;

    /// <summary>The values that the keys stand for, in order; null where they stand for none.</summary>
    public static string[]? Values(DataViewSchema.Column column) =>
        LabelValues.Read(column) is { } values && (ulong)values.Names.Count == Count(column) ? [.. values.Names] : null;

    /// <summary>Reads the row's category as the training numbers it; NaN for the missing key.</summary>
    /// <param name="row">The row, with the column active.</param>
    /// <param name="column">The column that <see cref="Find(DataViewSchema, string)"/> found.</param>
    /// <param name="trained">The values of the keys in training, in order; null where nothing is to be compared.</param>
    public static Func<float> Reader(DataViewRow row, DataViewSchema.Column column, IReadOnlyList<string>? trained)
    {
        KeyOrder.TryMap(trained is null ? null : Values(column), trained, out var places);
        var getter = row.GetGetter<uint>(column);
        var key = 0u;
        return () =>
        {
            getter(ref key);
            if (key == 0)
                return float.NaN;
            return places is null || key > places.Length ? key - 1 : places[key - 1];
        };
    }

    /// <summary>The row's category as <see cref="Reader"/> gives it, as ONNX operators.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="column">The column that <see cref="Find(DataViewSchema, string)"/> found.</param>
    /// <param name="trained">The values of the keys in training, in order; null where nothing is to be compared.</param>
    /// <returns>[batch, 1] of float; NaN for the missing key.</returns>
    public static OnnxValue ToOnnx(OnnxColumns columns, DataViewSchema.Column column, IReadOnlyList<string>? trained)
    {
        KeyOrder.TryMap(trained is null ? null : Values(column), trained, out var places);
        var count = (int)Count(column);
        float[] categories = [float.NaN, .. Enumerable.Range(0, count).Select(i => (float)(places?[i] ?? i))];
        var key = columns.Cast(columns.Reshape(columns.Column(column.Name), -1, 1), OnnxType.Int64);
        var isKey = columns.Node("Less", [key, columns.Number(count + 1L)]);
        return columns.Gather(columns.Vector(categories), columns.Where(isKey, key, columns.Number(0L)), 0);
    }
}
