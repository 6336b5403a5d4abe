using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Schema;

/// <summary>A task as its label's column tells it: how the column is checked and read, and which columns a prediction adds.</summary>
/// <param name="columnName">The label's column.</param>
internal abstract class TaskLabel(string columnName)
{
    /// <summary>The label's column.</summary>
    protected string ColumnName { get; } = columnName;

    /// <summary>Finds and checks the column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public abstract DataViewSchema.Column Find(DataViewSchema schema);

    /// <summary>Makes, for a cursor, the reader of its row's label: a class from 0, or a target; told the row's number for its errors.</summary>
    /// <param name="cursor">The cursor, with <paramref name="column"/> active.</param>
    /// <param name="column">The column that <see cref="Find"/> found.</param>
    /// <param name="use">What the rows are for, as an error calls them.</param>
    public abstract Func<int, double> Reader(DataViewRowCursor cursor, DataViewSchema.Column column, string use);

    /// <summary>The columns that a prediction adds; checks the label's column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public abstract SchemaShape.Column[] OutputShape(SchemaShape input);
}
