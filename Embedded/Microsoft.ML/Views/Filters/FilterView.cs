namespace Microsoft.ML.Data;

/// <summary>A view of the input's rows that a test accepts.</summary>
internal abstract class FilterView(IDataView input) : IDataView
{
    public virtual bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => input.Schema;

    public virtual long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return Filter(input.GetRowCursor(Needed(active), CanShuffle ? rand : null), active);
    }

    public virtual DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(Needed(active), InOneCursor ? 1 : n, CanShuffle ? rand : null), cursor => (DataViewRowCursor)Filter(cursor, active));
    }

    /// <summary>Whether all rows must pass through one cursor, in their order.</summary>
    protected virtual bool InOneCursor => false;

    /// <summary>The columns that the test reads.</summary>
    protected abstract IEnumerable<DataViewSchema.Column> TestedColumns { get; }

    /// <summary>A test of the row at which the cursor stands.</summary>
    protected abstract Func<bool> CreateTest(DataViewRowCursor cursor);

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => ColumnSet.Columns(Schema, active).Concat(TestedColumns);

    private FilterCursor Filter(DataViewRowCursor cursor, bool[] active) => new(cursor, active, CreateTest(cursor));
}
