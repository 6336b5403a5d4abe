namespace Microsoft.ML.Data;

/// <summary>
/// Draws the rows of another cursor from a pool of the next ones. The pool is a ring: the drawn row changes places with the one at
/// its head, and the head's place is given to the next row of the source.
/// </summary>
internal sealed class ShuffleCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly int _capacity;
    private readonly Random _random;
    private readonly int[] _slots;
    private readonly PoolColumn?[] _columns;
    private readonly PoolColumn<DataViewRowId> _ids;
    private int _head;
    private int _count;
    private int _current = -1;
    private long _position = -1;
    private bool _started;
    private bool _sourceEnded;
    private bool _done;

    public ShuffleCursor(DataViewRowCursor input, int poolSize, Random random)
    {
        _input = input;
        _capacity = poolSize;
        _random = random;
        _slots = new int[poolSize];
        for (var i = 0; i < poolSize; i++)
            _slots[i] = i;
        _ids = new PoolColumn<DataViewRowId>(input.GetIdGetter(), poolSize);
        _columns = new PoolColumn?[input.Schema.Count];
        foreach (var column in input.Schema)
        {
            if (input.IsColumnActive(column))
                _columns[column.Index] = PoolColumn.Create(input, column, poolSize);
        }
    }

    public override long Position => _done ? -1 : _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => _input.Schema;

    public override bool MoveNext()
    {
        if (_done)
            return false;
        if (_started)
        {
            _head = (_head + 1) % _capacity;
            _count--;
        }
        _started = true;
        while (_count < _capacity && !_sourceEnded)
            Fill();
        _done = _count == 0;
        if (_done)
            return false;
        var drawn = (_random.Next(_count) + _head) % _capacity;
        _current = _slots[drawn];
        _slots[drawn] = _slots[_head];
        _slots[_head] = _current;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ValueGetter<DataViewRowId>)_ids.CreateGetter(() => _current);

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)_columns.Length && _columns[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if ((uint)column.Index >= (uint)_columns.Length)
            throw Errors.OtherSchema(column, _columns.Length);
        if (!IsColumnActive(column))
            throw Errors.Inactive(column);
        return _columns[column.Index]!.CreateGetter(() => _current) as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(Schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        if (!_input.MoveNext())
        {
            _sourceEnded = true;
            return;
        }
        var slot = _slots[(_head + _count) % _capacity];
        _ids.Fill(slot);
        foreach (var column in _columns)
            column?.Fill(slot);
        _count++;
    }
}
