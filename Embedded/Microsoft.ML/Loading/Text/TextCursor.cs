using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over the rows of text files. A row's fields are found when the cursor moves and converted when a getter asks.</summary>
internal sealed class TextCursor : DataViewRowCursor
{
    private readonly TextFormat _format;
    private readonly TextLayout _layout;
    private readonly bool[] _active;
    private readonly TextLog _log;
    private readonly RowReader _reader;
    private readonly TextRow _row;
    private readonly int _needed;
    private readonly Delegate?[] _getters;
    private long _count;
    private bool _done;

    public TextCursor(IHost host, TextFormat format, TextLayout layout, IMultiStreamSource source, bool[] active)
    {
        _format = format;
        _layout = layout;
        _active = active;
        _log = new TextLog(host);
        _reader = new RowReader(source, format, format.SkipHeader, _log);
        _row = new TextRow(_reader, new FieldSplitter(format, _log), _log);
        _getters = new Delegate?[active.Length];
        // One less than the greatest number, so that one more can be asked for.
        _needed = layout.Columns.Where((_, i) => active[i]).Select(column => column.LastField).Append(-1).Max();
        _needed = Math.Min(_needed, int.MaxValue - 2);
    }

    public override long Position => _done ? -1 : _count - 1;

    public override long Batch => 0;

    public override DataViewSchema Schema => _layout.Schema;

    public override bool MoveNext()
    {
        if (_done)
            return false;
        if (_count < _format.MaxRows && _row.MoveNext(_needed))
        {
            _count++;
            return true;
        }
        _done = true;
        _log.Rows = _count;
        _row.End();
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => GetId;

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)_active.Length && _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(_active, column);
        var getter = _getters[column.Index] ??= TextGetters.Create(_row, _layout.Columns[column.Index], _format);
        return getter as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(Schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _log.Dispose();
        }
        base.Dispose(disposing);
    }

    private void GetId(ref DataViewRowId id)
    {
        if (_count == 0 || _done)
            throw new InvalidOperationException("Cannot call a getter on a cursor that is not at a row: MoveNext was not called, or returned false.");
        id = new DataViewRowId((ulong)(_count - 1), 0);
    }
}
