using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>A column of a schema in a file: name, type and annotations.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type, as <see cref="ColumnTypeText"/> writes it.</param>
/// <param name="Annotations">Its annotations, as far as files can hold them; null for none.</param>
internal sealed record SavedColumn(string Name, string Type, IReadOnlyList<SavedValues>? Annotations)
{
    /// <summary>The columns of a schema that are not hidden.</summary>
    /// <exception cref="NotSupportedException">A column's type is not one that files can hold.</exception>
    public static IReadOnlyList<SavedColumn> Of(DataViewSchema schema) => [.. schema.Where(column => !column.IsHidden).Select(Of)];

    /// <summary>The schema of columns.</summary>
    /// <exception cref="FormatException">A type or an annotation is not sound, or a name comes twice.</exception>
    public static DataViewSchema ToSchema(IReadOnlyList<SavedColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column.Name.Length == 0 || !names.Add(column.Name))
                throw new FormatException($"the column '{column.Name}' comes twice or has no name");
            var annotations = new DataViewSchema.Annotations.Builder();
            foreach (var values in column.Annotations ?? [])
                values.AddTo(annotations);
            builder.AddColumn(column.Name, ColumnTypeText.Read(column.Type), annotations.ToAnnotations());
        }

        return builder.ToSchema();
    }

    private static SavedColumn Of(DataViewSchema.Column column)
    {
        var type = ColumnTypeText.Write(column.Type)
            ?? throw new NotSupportedException($"The column '{column.Name}' is of the type {column.Type}, which a file of a trained pipeline cannot hold.");
        SavedValues[] annotations = [.. column.Annotations.Schema.Select(annotation => SavedValues.Of(column.Annotations, annotation)).OfType<SavedValues>()];
        return new SavedColumn(column.Name, type, annotations.Length == 0 ? null : annotations);
    }
}
