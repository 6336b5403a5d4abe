using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>Maps a row to the same row with columns behind it that are computed from one of its columns; bound to one input schema.</summary>
/// <typeparam name="TState">What is computed once a row and shared by the added columns.</typeparam>
internal sealed class RowMapper<TState> : IRowToRowMapper
    where TState : class
{
    private readonly Func<DataViewRow, DataViewSchema.Column, TState> _createState;

    public RowMapper(
        DataViewSchema inputSchema, DataViewSchema.Column source, IReadOnlyList<AddedColumn<TState>> added,
        Func<DataViewRow, DataViewSchema.Column, TState> createState)
    {
        InputSchema = inputSchema;
        Source = source;
        Added = added;
        _createState = createState;

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (var column in added) builder.AddColumn(column.Name, column.Type, column.Annotate(inputSchema));
        OutputSchema = builder.ToSchema();
    }

    /// <summary>The input's column that the added ones are computed from.</summary>
    public DataViewSchema.Column Source { get; }

    /// <summary>The columns that stand behind the input's, in order.</summary>
    public IReadOnlyList<AddedColumn<TState>> Added { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The state of the row under a cursor; active columns must include the source.</summary>
    public TState CreateState(DataViewRow row) => _createState(row, Source);

    /// <summary>The input's columns that are needed to read the given columns of the output.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new bool[InputSchema.Count];
        foreach (var column in dependingColumns)
            needed[column.Index < needed.Length ? column.Index : Source.Index] = true;
        return [.. InputSchema.Where(c => needed[c.Index])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new MappedRow<TState>(input, this, ActiveSet(activeColumns));

    /// <summary>Tells by index which of the output's columns are among the given ones.</summary>
    public bool[] ActiveSet(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (var column in columns) active[column.Index] = true;
        return active;
    }
}
