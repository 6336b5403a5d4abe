using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Keys;

namespace Microsoft.ML.Transforms.ValueMapping;

/// <inheritdoc/>
/// <typeparam name="TKey">The raw type of the values looked up.</typeparam>
/// <typeparam name="TValue">The raw type of a value found: a <see cref="VBuffer{T}"/> for vectors.</typeparam>
internal sealed class ValueMap<TKey, TValue> : ValueMap
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _table = new(RawValues<TKey>.Equality);

    /// <exception cref="InvalidOperationException">A key occurs twice.</exception>
    public ValueMap(PrimitiveDataViewType keyType, DataViewType valueType, TKey[] keys, TValue[] values, string[]? keyValues)
        : base(keyType, valueType, keyValues)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (!_table.TryAdd(keys[i], values[i]))
                throw new InvalidOperationException($"Duplicate keys in data '{keys[i]}'");
        }
    }

    public override (Array Keys, Array Values) ToArrays() => (_table.Keys.ToArray(), _table.Values.ToArray());

    public override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        if (input.Type is VectorDataViewType)
            return Vector(row, input);
        ValueGetter<TKey> getKey = row.GetGetter<TKey>(input);
        TKey key = default!;
        if (ValueType is VectorDataViewType vector)
            return RawTypes.Call<Delegate>(CopyVector<int>, vector.ItemType.RawType, (Func<TValue>)Find);
        return (ValueGetter<TValue>)((ref TValue destination) => destination = Find());

        TValue Find()
        {
            getKey(ref key);
            return _table.GetValueOrDefault(key)!;
        }
    }

    // A vector is copied: its arrays belong to the table, and a reader may write into those it was given.
    private static ValueGetter<VBuffer<T>> CopyVector<T>(Func<VBuffer<T>> find) =>
        (ref VBuffer<T> destination) => find().CopyTo(ref destination);

    private ValueGetter<VBuffer<TValue>> Vector(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<VBuffer<TKey>> getKeys = row.GetGetter<VBuffer<TKey>>(input);
        VBuffer<TKey> keys = default;
        return (ref VBuffer<TValue> destination) =>
        {
            getKeys(ref keys);
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref destination, keys.Length);
            int slot = 0;
            foreach (TKey key in keys.DenseValues())
                editor.Values[slot++] = _table.GetValueOrDefault(key)!;
            destination = editor.Commit();
        };
    }
}
