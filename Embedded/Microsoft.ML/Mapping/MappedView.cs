namespace Microsoft.ML.Data;

/// <summary>A view with the columns that a mapper adds.</summary>
internal sealed class MappedView(IDataView input, MapperBinding binding) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => binding.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return new MappedCursor(input.GetRowCursor(InputColumns(active), rand), binding, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        var cursors = binding.NeedsOneCursor(active) ? 1 : n;
        return Array.ConvertAll(input.GetRowCursorSet(InputColumns(active), cursors, rand), cursor => (DataViewRowCursor)new MappedCursor(cursor, binding, active));
    }

    private IEnumerable<DataViewSchema.Column> InputColumns(bool[] active) =>
        ColumnSet.Columns(binding.InputSchema, binding.NeededInputs(active));
}
