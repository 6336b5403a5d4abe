namespace Microsoft.ML.Data;

/// <summary>A cursor over those rows of another one that a test accepts.</summary>
internal sealed class FilterCursor(DataViewRowCursor input, bool[] active, Func<bool> accepts) : DataViewRowCursor
{
    private long _position = -1;
    private bool _done;

    public override long Position => _done ? -1 : _position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        while (!_done)
        {
            _done = !input.MoveNext();
            if (_done || !accepts())
                continue;
            _position++;
            return true;
        }
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        return input.GetGetter<TValue>(column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
