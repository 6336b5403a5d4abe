using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>Makes columns of schema shapes, which every <see cref="IEstimator{TTransformer}"/> must return.</summary>
internal static class ShapeColumn
{
    /// <summary>A column of a shape.</summary>
    public static SchemaShape.Column Create(string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations)
        => new(name, kind, itemType, isKey, annotations);
}
