namespace Microsoft.ML.Data;

/// <summary>The way of one cursor over rows that can be reached in any order.</summary>
internal sealed class RowOrder
{
    private readonly long _count;
    private readonly int[]? _permutation;
    private long _position = -1;
    private bool _done;

    private RowOrder(long count, int[]? permutation)
    {
        _count = count;
        _permutation = permutation;
    }

    /// <summary>The number of the move, from 0; -1 before the first row and after the last.</summary>
    public long Position => _done ? -1 : _position;

    /// <summary>The row at which the cursor stands.</summary>
    public int Row
    {
        get
        {
            if (_position < 0 || _done)
                throw new InvalidOperationException("Cannot call a getter on a cursor that is not at a row: MoveNext was not called, or returned false.");
            return _permutation is null ? (int)_position : _permutation[_position];
        }
    }

    /// <summary>All rows in their order, or in a random one.</summary>
    public static RowOrder Create(long count, Random? random) =>
        new(count, random is null ? null : Shuffling.Permutation(random, checked((int)count)));

    /// <summary>Goes to the next row.</summary>
    public bool MoveNext()
    {
        if (_done)
            return false;
        if (++_position < _count)
            return true;
        _done = true;
        return false;
    }

    /// <summary>The identity of the row: its place in the unshuffled order.</summary>
    public void GetId(ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);
}
