namespace Microsoft.ML.Data;

/// <summary>Ways between classes and views.</summary>
internal static class TypedSchema
{
    /// <summary>The columns of a class with the types and annotations that the schema gives for them.</summary>
    public static SchemaDefinition WithTypesOf<TRow>(DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read);
        foreach (var column in schema.Where(column => !column.IsHidden))
        {
            var target = definition[column.Name]
                ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}, but {typeof(TRow)} has none.");
            target.ColumnType = column.Type;
            target.AddAnnotations(column.Annotations);
        }
        return definition;
    }

    /// <summary>The rows of a view as objects.</summary>
    public static IEnumerable<TRow> Enumerate<TRow>(IDataView data, (TypedColumn Target, DataViewSchema.Column Source)[] columns, bool reuse)
        where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(columns.Select(column => column.Source));
        var setters = Array.ConvertAll(columns, column => MemberSetters.Create<TRow>(cursor, column.Target, column.Source));
        var row = reuse ? new TRow() : null;
        while (cursor.MoveNext())
        {
            var current = row ?? new TRow();
            foreach (var set in setters)
                set(current);
            yield return current;
        }
    }
}
