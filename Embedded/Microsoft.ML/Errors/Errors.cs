namespace Microsoft.ML;

/// <summary>The exceptions that several components throw, so that their texts agree.</summary>
internal static class Errors
{
    private const int MaxListed = 20;

    /// <summary>The visible columns of a schema, for a message.</summary>
    public static string List(DataViewSchema schema)
    {
        var names = schema.Where(column => !column.IsHidden).Select(column => $"'{column.Name}'").ToArray();
        return names.Length == 0 ? "none"
            : names.Length <= MaxListed ? string.Join(", ", names)
            : string.Join(", ", names.Take(MaxListed)) + $" and {names.Length - MaxListed} more";
    }

    /// <summary>A required column is not in the input. The role may be empty.</summary>
    public static ArgumentOutOfRangeException MissingColumn(string parameter, string role, string name, DataViewSchema schema) =>
        new(parameter, $"Could not find {Role(role)}column '{name}'. The columns are: {List(schema)}.");

    /// <summary>A required column is not in the shape of the input.</summary>
    public static ArgumentOutOfRangeException MissingColumn(string parameter, string role, string name, SchemaShape shape) =>
        new(parameter, $"Could not find {Role(role)}column '{name}'. The columns are: {string.Join(", ", shape.Select(column => $"'{column.Name}'"))}.");

    /// <summary>A column has another type than is required.</summary>
    public static ArgumentOutOfRangeException SchemaMismatch(string parameter, string role, string name, string expected, string actual) =>
        new(parameter, $"Schema mismatch for {role} column '{name}': expected {expected}, got {actual}");

    /// <summary>A getter was asked for with a type that is not the column's.</summary>
    public static InvalidOperationException GetterType<TValue>(DataViewSchema.Column column) =>
        new($"Invalid TValue in GetGetter for column #{column.Index}, '{column.Name}': '{typeof(TValue)}' was asked for, but its type is {column.Type}, so that its values are '{column.Type.RawType}'.");

    /// <summary>A column is not of the schema that is read.</summary>
    public static InvalidOperationException OtherSchema(DataViewSchema.Column column, int columns) =>
        new($"Column #{column.Index}, '{column.Name}', is not of this schema, which has {columns} columns.");

    /// <summary>A column that was not asked for is read.</summary>
    public static ArgumentOutOfRangeException Inactive(DataViewSchema.Column column) =>
        new(nameof(column), $"Column #{column.Index}, '{column.Name}', is not active in the row: name it when the cursor is asked for.");

    private static string Role(string role) => role.Length == 0 ? "" : role + " ";
}
