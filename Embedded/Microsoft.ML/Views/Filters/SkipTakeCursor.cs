namespace Microsoft.ML.Data;

/// <summary>A cursor that leaves out rows at the front and stops early.</summary>
internal sealed class SkipTakeCursor(DataViewRowCursor input, long skip, long take) : DataViewRowCursor
{
    private long _position = -1;
    private bool _done;

    public override long Position => _done ? -1 : _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        if (_done)
            return false;
        _done = _position + 1 >= take;
        for (var left = _position < 0 ? skip : 0; left > 0 && !_done; left--)
            _done = !input.MoveNext();
        _done = _done || !input.MoveNext();
        _position++;
        return !_done;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
