using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>Makes and finds the columns of schema shapes, which every <see cref="IEstimator{TTransformer}"/> must return.</summary>
internal static class ShapeColumns
{
    public static SchemaShape.Column Scalar(string name, DataViewType itemType, SchemaShape? annotations = null) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, itemType, false, annotations);

    public static SchemaShape.Column Vector(string name, DataViewType itemType, SchemaShape? annotations = null) =>
        new(name, SchemaShape.Column.VectorKind.Vector, itemType, false, annotations);

    public static SchemaShape.Column Key(string name, SchemaShape? annotations = null) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, annotations);

    /// <summary>The column of that name, or null where the shape has none.</summary>
    public static SchemaShape.Column? Find(SchemaShape? shape, string name)
    {
        if (shape is null)
            return null;
        foreach (var column in shape)
        {
            if (column.Name == name)
                return column;
        }

        return null;
    }

    /// <summary>The shape with each new column added, or put in place of the one of the same name.</summary>
    public static SchemaShape With(SchemaShape input, params ReadOnlySpan<SchemaShape.Column> added)
    {
        var columns = new List<SchemaShape.Column>(input);
        foreach (var column in added)
        {
            var at = columns.FindIndex(c => c.Name == column.Name);
            if (at >= 0)
                columns[at] = column;
            else
                columns.Add(column);
        }

        return new SchemaShape(columns);
    }
}
