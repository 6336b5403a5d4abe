using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>Finds and checks the label's column for each task.</summary>
internal static class LabelColumn
{
    /// <summary>The label of a multiclass task: a key of known cardinality, up to 2³¹ − 1 classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a key of 32 bits.</exception>
    public static (DataViewSchema.Column Column, int Classes) FindKey(DataViewSchema schema, string name)
    {
        var column = Find(schema, name);
        if (column.Type is not KeyDataViewType { Count: <= int.MaxValue } key || key.RawType != typeof(uint))
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for label column '{name}': expected Key<UInt32>, got {column.Type}. "
                + $"Add Transforms.Conversion.MapValueToKey(\"{name}\") to the pipeline before the trainer.");
        }

        if (key.Count < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"The label column '{name}' has {key.Count} class; a classifier needs at least 2.");
        }

        return (column, (int)key.Count);
    }

    /// <summary>Checks a multiclass label in a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a key of 32 bits.</exception>
    public static SchemaShape.Column CheckKey(SchemaShape shape, string name)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find label column '{name}'.");
        if (!column.IsKey || column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.UInt32)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape),
                $"Schema mismatch for label column '{name}': expected Key<UInt32>, got {column.Kind} of {column.ItemType}. "
                + $"Add Transforms.Conversion.MapValueToKey(\"{name}\") to the pipeline before the trainer.");
        }

        return column;
    }

    /// <summary>The label of a binary task: a Boolean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static DataViewSchema.Column FindBoolean(DataViewSchema schema, string name)
    {
        var column = Find(schema, name);
        if (column.Type is not BooleanDataViewType)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for label column '{name}': expected Boolean, got {column.Type}. "
                + $"Add Transforms.Conversion.ConvertType(\"{name}\", outputKind: DataKind.Boolean) to the pipeline before the trainer.");
        }

        return column;
    }

    /// <summary>Checks a binary label in a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void CheckBoolean(SchemaShape shape, string name)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find label column '{name}'.");
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType is not BooleanDataViewType)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape), $"Schema mismatch for label column '{name}': expected Boolean, got {column.Kind} of {column.ItemType}.");
        }
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find label column '{name}'. The columns are: {FeatureColumn.Names(schema)}.");
}

/// <summary>Finds and checks a column of single numbers of type <see cref="float"/>.</summary>
internal static class NumberColumn
{
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string role)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"Could not find {role} column '{name}'. The columns are: {FeatureColumn.Names(schema)}.");
        }

        if (column.Type != NumberDataViewType.Single)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schema),
                $"Schema mismatch for {role} column '{name}': expected Single, got {column.Type}. "
                + $"Add Transforms.Conversion.ConvertType(\"{name}\") to the pipeline before the trainer.");
        }

        return column;
    }

    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public static void Check(SchemaShape shape, string name, string role)
    {
        var column = ShapeColumns.Find(shape, name)
            ?? throw new ArgumentOutOfRangeException(nameof(shape), $"Could not find {role} column '{name}'.");
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType != NumberDataViewType.Single || column.IsKey)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape), $"Schema mismatch for {role} column '{name}': expected Single, got {column.Kind} of {column.ItemType}.");
        }
    }
}
