using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>
/// Maps a row to the same row with columns behind it that are computed from some of its columns; bound to one input schema.
/// </summary>
/// <typeparam name="TState">What is computed once a row and shared by the added columns.</typeparam>
internal sealed class RowMapper<TState> : IRowToRowMapper
    where TState : class
{
    private readonly Func<DataViewRow, TState> _createState;

    public RowMapper(
        DataViewSchema inputSchema, IReadOnlyList<DataViewSchema.Column> sources, IReadOnlyList<AddedColumn<TState>> added,
        Func<DataViewRow, TState> createState)
    {
        InputSchema = inputSchema;
        Sources = sources;
        Added = added;
        _createState = createState;

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (var column in added)
            builder.AddColumn(column.Name, column.Type, column.Annotate(inputSchema));
        OutputSchema = builder.ToSchema();
    }

    /// <summary>The input's columns that the added ones are computed from.</summary>
    public IReadOnlyList<DataViewSchema.Column> Sources { get; }

    /// <summary>The columns that stand behind the input's, in order.</summary>
    public IReadOnlyList<AddedColumn<TState>> Added { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The state of the row under a cursor; active columns must include the sources.</summary>
    public TState CreateState(DataViewRow row) => _createState(row);

    /// <summary>The input's columns that are needed to read the given columns of the output.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new bool[InputSchema.Count];
        foreach (var column in dependingColumns)
        {
            if (column.Index < needed.Length)
            {
                needed[column.Index] = true;
            }
            else
            {
                foreach (var source in Sources)
                    needed[source.Index] = true;
            }
        }

        return [.. InputSchema.Where(c => needed[c.Index])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedRow<TState>(input, this, ActiveSet(activeColumns));

    /// <summary>Tells by index which of the output's columns are among the given ones.</summary>
    public bool[] ActiveSet(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (var column in columns)
            active[column.Index] = true;
        return active;
    }
}

/// <summary>One column that a row mapper adds: its name and type, its annotations, and how to read it from a row's state.</summary>
/// <typeparam name="TState">What is computed once a row and shared by the columns.</typeparam>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The column's type.</param>
/// <param name="Annotate">Makes the annotations, given the input's schema.</param>
/// <param name="CreateGetter">Makes a <see cref="ValueGetter{TValue}"/> of the type's raw type over the state.</param>
internal sealed record AddedColumn<TState>(
    string Name,
    DataViewType Type,
    Func<DataViewSchema, DataViewSchema.Annotations> Annotate,
    Func<TState, Delegate> CreateGetter);
