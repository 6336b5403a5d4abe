namespace Microsoft.ML.Data;

/// <summary>Some columns of another cursor.</summary>
internal sealed class ColumnMapCursor(DataViewRowCursor input, ColumnMap map, bool[] active) : DataViewRowCursor
{
    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => map.OutputSchema;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        return input.GetGetter<TValue>(map.Source(column));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
