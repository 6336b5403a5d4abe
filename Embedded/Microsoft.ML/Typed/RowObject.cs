namespace Microsoft.ML.Data;

/// <summary>The object at which a cursor or engine stands; the getters of its columns read it through this.</summary>
internal sealed class RowObject<TRow>
    where TRow : class
{
    private TRow? _current;

    /// <summary>The number of the object, from 0; -1 when there is none.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>The object.</summary>
    public TRow Current =>
        _current ?? throw new InvalidOperationException("Cannot call a getter on a cursor that is not at a row: MoveNext was not called, or returned false.");

    /// <summary>Goes on to the next object.</summary>
    public void Set(TRow row)
    {
        _current = row;
        Position++;
    }

    /// <summary>Goes to the object of that number.</summary>
    public void Set(TRow row, long position)
    {
        _current = row;
        Position = position;
    }

    /// <summary>There is no object any more.</summary>
    public void Clear()
    {
        _current = null;
        Position = -1;
    }

    public void GetId(ref DataViewRowId id)
    {
        _ = Current;
        id = new DataViewRowId((ulong)Position, 0);
    }
}
