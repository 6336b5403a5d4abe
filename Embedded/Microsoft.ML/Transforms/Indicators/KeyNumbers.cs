using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Indicators;

/// <summary>Reads the keys of a column, scalar or vector, as numbers from 0; −1 for a missing key.</summary>
internal sealed class KeyNumbers
{
    private readonly Action _read;
    private int[] _numbers = [];
    private int _count;

    public KeyNumbers(DataViewRow row, DataViewSchema.Column column)
    {
        _read = column.Type.ItemType().RawType switch
        {
            Type type when type == typeof(byte) => Reader<byte>(row, column, key => key),
            Type type when type == typeof(ushort) => Reader<ushort>(row, column, key => key),
            Type type when type == typeof(uint) => Reader<uint>(row, column, key => key),
            _ => Reader<ulong>(row, column, key => key),
        };
    }

    /// <summary>The keys of the current row.</summary>
    public ReadOnlySpan<int> Read()
    {
        _read();
        return _numbers.AsSpan(0, _count);
    }

    private Action Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> convert)
    {
        int count = column.Type.ItemType().KeyCountAsInt();
        int Number(T key) => convert(key) is > 0 and var value && value <= (ulong)count ? (int)value - 1 : -1;
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<T> getKey = row.GetGetter<T>(column);
            T key = default!;
            _numbers = new int[1];
            _count = 1;
            return () =>
            {
                getKey(ref key);
                _numbers[0] = Number(key);
            };
        }

        ValueGetter<VBuffer<T>> getKeys = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> keys = default;
        return () =>
        {
            getKeys(ref keys);
            _count = keys.Length;
            if (_numbers.Length < _count)
                _numbers = new int[_count];
            _numbers.AsSpan(0, _count).Fill(-1);
            ReadOnlySpan<T> values = keys.GetValues();
            ReadOnlySpan<int> indices = keys.IsDense ? default : keys.GetIndices();
            for (int p = 0; p < values.Length; p++)
                _numbers[keys.IsDense ? p : indices[p]] = Number(values[p]);
        };
    }
}
