namespace Microsoft.ML.Data;

/// <summary>The values of one column for the rows in a pool.</summary>
internal abstract class PoolColumn
{
    /// <summary>The places for a column of the cursor.</summary>
    public static PoolColumn Create(DataViewRowCursor cursor, DataViewSchema.Column column, int size) =>
        column.Type is VectorDataViewType vector
            ? RawTypes.Call<PoolColumn>(CreateVector<int>, vector.ItemType.RawType, cursor, column, size)
            : RawTypes.Call<PoolColumn>(CreateScalar<int>, column.Type.RawType, cursor, column, size);

    /// <summary>Reads the value of the cursor's row into a place.</summary>
    public abstract void Fill(int slot);

    /// <summary>A getter of the value in the place that the function gives.</summary>
    public abstract Delegate CreateGetter(Func<int> slot);

    private static PoolColumn<T> CreateScalar<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int size) =>
        new(cursor.GetGetter<T>(column), size);

    private static PoolVectorColumn<T> CreateVector<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int size) =>
        new(cursor.GetGetter<VBuffer<T>>(column), size);
}
