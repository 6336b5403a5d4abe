namespace Microsoft.ML.Data;

/// <summary>Mappers one after another.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Length == 0 ? inputSchema : mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var columns = dependingColumns;
        for (var i = mappers.Length - 1; i >= 0; i--)
            columns = [.. mappers[i].GetDependencies(columns)];
        return columns;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input);
        // From the last mapper back: what each must be asked for.
        var active = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        var columns = activeColumns;
        for (var i = mappers.Length - 1; i >= 0; i--)
        {
            active[i] = columns;
            columns = [.. mappers[i].GetDependencies(columns)];
        }
        var row = input;
        for (var i = 0; i < mappers.Length; i++)
            row = mappers[i].GetRow(row, active[i]);
        return row;
    }
}
