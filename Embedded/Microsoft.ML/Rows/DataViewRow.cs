using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One logical row whose values are read through getters.</summary>
public abstract class DataViewRow : IDisposable
{
    private bool _disposed;

    /// <summary>For a cursor the number of its move, from 0; -1 before the first and after the last row.</summary>
    public abstract long Position { get; }

    /// <summary>The batch of the row: cursors of one set interleave by it. 0 where there is a single cursor.</summary>
    public abstract long Batch { get; }

    /// <summary>The columns of the row.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>A getter of the row's identity, which does not depend on the order in which a cursor visits the rows.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether the column was asked for, so that it can be read.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>A getter for an active column.</summary>
    /// <typeparam name="TValue">Exactly the raw type of the column.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">The column is of another schema or is not active.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TValue"/> is not the column's raw type.</exception>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <summary>Releases what the row holds; the getters are not to be used afterwards.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Dispose(true);
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the row holds. Called once.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
