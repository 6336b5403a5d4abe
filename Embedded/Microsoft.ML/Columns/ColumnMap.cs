namespace Microsoft.ML.Data;

/// <summary>Some columns of a schema, in any order, as a row mapping of their own.</summary>
internal sealed class ColumnMap : IRowToRowMapper
{
    private readonly int[] _source;

    /// <summary>A map that gives the columns at these positions.</summary>
    public ColumnMap(DataViewSchema inputSchema, int[] source)
    {
        InputSchema = inputSchema;
        _source = source;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(source.Select(index => inputSchema[index]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The input column behind an output column.</summary>
    public DataViewSchema.Column Source(DataViewSchema.Column output) => InputSchema[_source[output.Index]];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Select(Source);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ColumnMapRow(Check.NotNull(input), this, ColumnSet.Of(OutputSchema, activeColumns));
}
