namespace Microsoft.ML.Data;

/// <summary>One column of a view as a sequence.</summary>
public static class ColumnCursorExtensions
{
    /// <summary>The values of a column, read as the sequence is enumerated.</summary>
    /// <typeparam name="T">The raw type of the column; string for text; an array (densified, a new one each time) for a vector.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or its values are no <typeparamref name="T"/>.</exception>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) =>
        GetColumn<T>(data, Check.NotNull(data).Schema[columnName]);

    /// <inheritdoc cref="GetColumn{T}(IDataView, string)"/>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Check.NotNull(data);
        Check.NotEmpty(column.Name, nameof(column));
        Check.Param(
            column.Index < data.Schema.Count && data.Schema[column.Index].Name == column.Name && data.Schema[column.Index].Type.Equals(column.Type),
            nameof(column), $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}");

        var type = column.Type;
        if (type.RawType == typeof(T))
            return Read<T, T>(data, column, value => value, copies: type is VectorDataViewType);
        if (typeof(T) == typeof(string) && type is TextDataViewType)
            return (IEnumerable<T>)Read<ReadOnlyMemory<char>, string>(data, column, value => value.ToString(), copies: false);
        if (typeof(T).IsArray && type is VectorDataViewType vector)
        {
            var element = typeof(T).GetElementType();
            if (element == vector.ItemType.RawType)
                return RawTypes.Call<IEnumerable<T>>(ReadArrays<int>, element, data, column);
            if (element == typeof(string) && vector.ItemType is TextDataViewType)
                return (IEnumerable<T>)Read<VBuffer<ReadOnlyMemory<char>>, string[]>(data, column, ToTexts, copies: false);
        }
        throw new ArgumentOutOfRangeException(
            nameof(column), $"Cannot map column (name: {column.Name}, type: {type}) in {nameof(data)} to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T[]> ReadArrays<T>(IDataView data, DataViewSchema.Column column) =>
        Read<VBuffer<T>, T[]>(data, column, ToArray, copies: false);

    private static IEnumerable<TResult> Read<T, TResult>(IDataView data, DataViewSchema.Column column, Func<T, TResult> convert, bool copies)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        var value = default(T)!;
        while (cursor.MoveNext())
        {
            // A vector that is handed out must not be overwritten by the next one.
            if (copies)
                value = default!;
            getter(ref value);
            yield return convert(value);
        }
    }

    private static T[] ToArray<T>(VBuffer<T> buffer)
    {
        var array = new T[buffer.Length];
        buffer.CopyTo(array);
        return array;
    }

    private static string[] ToTexts(VBuffer<ReadOnlyMemory<char>> buffer) => [.. buffer.DenseValues().Select(text => text.ToString())];
}
