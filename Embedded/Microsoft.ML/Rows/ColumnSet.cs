namespace Microsoft.ML.Data;

/// <summary>Sets of columns, as one flag for each column of a schema.</summary>
internal static class ColumnSet
{
    /// <summary>The flags of the given columns.</summary>
    public static bool[] Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column>? columns)
    {
        var flags = new bool[schema.Count];
        foreach (var column in columns ?? [])
        {
            if ((uint)column.Index >= (uint)flags.Length)
                throw Errors.OtherSchema(column, schema.Count);
            flags[column.Index] = true;
        }
        return flags;
    }

    /// <summary>The columns whose flag is set.</summary>
    public static IEnumerable<DataViewSchema.Column> Columns(DataViewSchema schema, bool[] flags) =>
        schema.Where(column => flags[column.Index]);

    /// <summary>The flags of one row for all columns of its schema.</summary>
    public static bool[] Active(DataViewRow row)
    {
        var flags = new bool[row.Schema.Count];
        for (var i = 0; i < flags.Length; i++)
            flags[i] = row.IsColumnActive(row.Schema[i]);
        return flags;
    }

    /// <summary>Requires that a column can be read.</summary>
    public static void CheckActive(bool[] active, DataViewSchema.Column column)
    {
        if ((uint)column.Index >= (uint)active.Length)
            throw Errors.OtherSchema(column, active.Length);
        if (!active[column.Index])
            throw Errors.Inactive(column);
    }
}
