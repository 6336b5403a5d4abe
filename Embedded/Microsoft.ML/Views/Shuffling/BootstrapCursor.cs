namespace Microsoft.ML.Data;

/// <summary>Gives each row of another cursor a random number of times.</summary>
internal sealed class BootstrapCursor(DataViewRowCursor input, Random random, bool complement) : DataViewRowCursor
{
    private static readonly double ExpMinusOne = Math.Exp(-1);

    private int _remaining;
    private long _position = -1;
    private bool _done;

    public override long Position => _done ? -1 : _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => input.Schema;

    public override bool MoveNext()
    {
        if (_done)
            return false;
        while (_remaining == 0)
        {
            if (!input.MoveNext())
            {
                _done = true;
                return false;
            }
            _remaining = Poisson();
            if (complement)
                _remaining = _remaining == 0 ? 1 : 0;
        }
        _remaining--;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var getter = input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            getter(ref id);
            id = id.Combine(new DataViewRowId((ulong)_remaining, 0));
        };
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }

    // Knuth's method: how many uniform numbers can be multiplied before the product falls to exp(-1).
    private int Poisson()
    {
        var count = 0;
        for (var product = random.NextDouble(); product > ExpMinusOne; product *= random.NextDouble())
            count++;
        return count;
    }
}
