using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.ValueMapping;

/// <summary>Makes tables of the types that programs use (strings, numbers), or columns of data, into tables of raw types.</summary>
internal static class ValueMapFactory
{
    /// <summary>A table of values; as keys, each different value gets one, except that unsigned integers are keys already.</summary>
    public static ValueMap Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs, bool asKeys)
    {
        KeyValuePair<TKey, TValue>[] given = [.. pairs];
        TKey[] keys = Array.ConvertAll(given, pair => pair.Key);
        TValue[] values = Array.ConvertAll(given, pair => pair.Value);
        if (!asKeys)
            return ValueMap.Create(Primitive<TKey>(), Raw(keys), Primitive<TValue>(), Raw(values));

        TValue[] distinct = [.. values.Distinct()];
        string[] texts = Array.ConvertAll(distinct, value => value?.ToString() ?? "");
        Array numbers = values is uint[] or ulong[]? values : Array.ConvertAll(values, value => (uint)(Array.IndexOf(distinct, value) + 1));
        var type = new KeyDataViewType(numbers.GetType().GetElementType()!, (ulong)Math.Max(1, distinct.Length));
        return ValueMap.Create(Primitive<TKey>(), Raw(keys), type, numbers, texts);
    }

    /// <summary>A table of vectors: of one length where all have it, else of any.</summary>
    public static ValueMap CreateVectors<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue[]>> pairs)
    {
        KeyValuePair<TKey, TValue[]>[] given = [.. pairs];
        int[] lengths = [.. given.Select(pair => pair.Value.Length).Distinct()];
        PrimitiveDataViewType item = Primitive<TValue>();
        var type = lengths is [> 0] ? new VectorDataViewType(item, lengths[0]) : new VectorDataViewType(item);
        Array vectors = RawTypes.Call<Array>(ToVectors<int>, item.RawType, (object)Array.ConvertAll(given, pair => Raw(pair.Value)));
        return ValueMap.Create(Primitive<TKey>(), Raw(Array.ConvertAll(given, pair => pair.Key)), type, vectors);
    }

    /// <summary>A table of two columns.</summary>
    public static ValueMap FromData(IDataView data, DataViewSchema.Column keys, DataViewSchema.Column values)
    {
        if (keys.Type is not PrimitiveDataViewType keyType)
            throw Errors.SchemaMismatch("keyColumn", "key", keys.Name, "a scalar", keys.Type.ToString()!);
        return ValueMap.Create(keyType, Read(data, keys), values.Type, Read(data, values));
    }

    private static PrimitiveDataViewType Primitive<T>() =>
        RawTypes.ToPrimitiveOrNull(typeof(T)) ?? throw new InvalidOperationException($"Unsupported type {typeof(T)} used in mapping.");

    private static Array Raw<T>(T[] values) => values is string[] texts ? Array.ConvertAll(texts, text => text.AsMemory()) : values;

    private static VBuffer<T>[] ToVectors<T>(Array[] vectors) => Array.ConvertAll(vectors, vector => new VBuffer<T>(vector.Length, (T[])vector));

    private static Array Read(IDataView data, DataViewSchema.Column column) => RawTypes.Call<Array>(ReadColumn<int>, column.Type.RawType, data, column);

    private static T[] ReadColumn<T>(IDataView data, DataViewSchema.Column column)
    {
        var values = new List<T>();
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getValue = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            // A fresh value each time: what a getter gives may share buffers with the next row.
            T value = default!;
            getValue(ref value);
            values.Add(value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value);
        }

        return [.. values];
    }
}
