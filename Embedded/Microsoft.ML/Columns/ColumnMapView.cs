namespace Microsoft.ML.Data;

/// <summary>Some columns of a view.</summary>
internal sealed class ColumnMapView(IDataView input, ColumnMap map) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => map.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return new ColumnMapCursor(input.GetRowCursor(Needed(active), rand), map, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(Needed(active), n, rand), cursor => (DataViewRowCursor)new ColumnMapCursor(cursor, map, active));
    }

    private IEnumerable<DataViewSchema.Column> Needed(bool[] active) => map.GetDependencies(ColumnSet.Columns(Schema, active));
}
