using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Keys;

/// <summary>The values of a key column, by key; at 0, what stands for a missing value.</summary>
internal sealed class KeyValueLookup<TKey, TValue>
{
    private readonly TValue[] _values;
    private readonly Func<TKey, ulong> _toNumber;

    public KeyValueLookup(DataViewSchema.Column column)
    {
        VBuffer<TValue> values = default;
        column.GetKeyValues(ref values);
        _values = new TValue[values.Length + 1];
        values.CopyTo(_values.AsSpan(1));
        _values[0] = Missing();
        _toNumber = Number();
    }

    public ValueGetter<TValue> CreateScalarGetter(ValueGetter<TKey> getKey)
    {
        TKey key = default!;
        return (ref TValue destination) =>
        {
            getKey(ref key);
            destination = Find(key);
        };
    }

    public ValueGetter<VBuffer<TValue>> CreateVectorGetter(ValueGetter<VBuffer<TKey>> getKeys)
    {
        VBuffer<TKey> keys = default;
        return (ref VBuffer<TValue> destination) =>
        {
            getKeys(ref keys);
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref destination, keys.Length);
            editor.Values[..keys.Length].Fill(_values[0]);
            ReadOnlySpan<TKey> given = keys.GetValues();
            ReadOnlySpan<int> indices = keys.IsDense ? default : keys.GetIndices();
            for (int p = 0; p < given.Length; p++)
                editor.Values[keys.IsDense ? p : indices[p]] = Find(given[p]);
            destination = editor.Commit();
        };
    }

    private static TValue Missing()
    {
        if (typeof(TValue) == typeof(float))
            return (TValue)(object)float.NaN;
        return typeof(TValue) == typeof(double) ? (TValue)(object)double.NaN : default!;
    }

    private static Func<TKey, ulong> Number()
    {
        Delegate convert = Type.GetTypeCode(typeof(TKey)) switch
        {
            TypeCode.Byte => (Func<byte, ulong>)(key => key),
            TypeCode.UInt16 => (Func<ushort, ulong>)(key => key),
            TypeCode.UInt32 => (Func<uint, ulong>)(key => key),
            _ => (Func<ulong, ulong>)(key => key),
        };
        return (Func<TKey, ulong>)convert;
    }

    private TValue Find(TKey key)
    {
        ulong number = _toNumber(key);
        return number < (ulong)_values.Length ? _values[number] : _values[0];
    }
}
