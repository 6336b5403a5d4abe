using Microsoft.ML;

namespace MlPipelines.Conformance.Rows;

/// <summary>
/// The shape of rows, as <see cref="IEstimator{TTransformer}.GetOutputSchema"/> takes it. ML.NET gives no public way to make one, but a
/// custom mapping's shape has the columns of any class.
/// </summary>
internal static class RowShapes
{
    /// <summary>The shape of rows with dense features and a label of the task's usual form.</summary>
    public static SchemaShape Of(MLContext ml, RowSet rows)
    {
        var shape = rows.LabelForm switch
        {
            LabelForm.Boolean => Of<bool>(ml, rows),
            LabelForm.Number => Of<float>(ml, rows),
            LabelForm.Text => Of<string>(ml, rows),
            _ => Of<uint>(ml, rows),
        };
        return new SchemaShape(shape.Where(column =>
            (column.Name != rows.Names.Weight || rows.Weights is not null) && (column.Name != rows.Names.Label || rows.HasLabel)
            && (column.Name != rows.Names.Features || rows.HasFeatures)));
    }

    private static SchemaShape Of<TLabel>(MLContext ml, RowSet rows) => ml.Transforms
        .CustomMapping<Nothing, UserRow<TLabel>>((_, _) => { }, null, outputSchemaDefinition: UserRowSchema.Of<TLabel>(rows))
        .GetOutputSchema(new SchemaShape([]));

    internal sealed class Nothing;
}
