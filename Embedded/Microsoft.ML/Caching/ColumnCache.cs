namespace Microsoft.ML.Data;

/// <summary>The values of one column in memory.</summary>
internal abstract class ColumnCache
{
    /// <summary>An empty cache that reads a column of the cursor.</summary>
    /// <param name="cursor">The cursor from which <see cref="Append"/> reads.</param>
    /// <param name="column">The column.</param>
    /// <param name="rowCount">The number of rows to expect, if known.</param>
    public static ColumnCache Create(DataViewRowCursor cursor, DataViewSchema.Column column, long? rowCount) =>
        column.Type is VectorDataViewType vector
            ? RawTypes.Call<ColumnCache>(CreateVector<int>, vector.ItemType.RawType, cursor, column)
            : RawTypes.Call<ColumnCache>(CreateScalar<int>, column.Type.RawType, cursor, column, rowCount);

    /// <summary>Reads the value of the row at which the cursor stands.</summary>
    public abstract void Append();

    /// <summary>Ends the reading; lets go of the cursor.</summary>
    public abstract void Finish();

    /// <summary>A getter of the value in the row at which the order stands.</summary>
    public abstract Delegate CreateGetter(RowOrder order);

    private static ScalarCache<T> CreateScalar<T>(DataViewRowCursor cursor, DataViewSchema.Column column, long? rowCount) =>
        new(cursor.GetGetter<T>(column), rowCount);

    private static VectorCache<T> CreateVector<T>(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        new(cursor.GetGetter<VBuffer<T>>(column));
}
