namespace Microsoft.ML.Data;

/// <summary>The values of a column that is not of vectors.</summary>
internal sealed class ScalarCache<T> : ColumnCache
{
    private const int MaxReserved = 1 << 24;

    private readonly ValueGetter<T> _getter;
    private T[] _values;
    private int _count;

    public ScalarCache(ValueGetter<T> getter, long? rowCount)
    {
        _getter = getter;
        _values = new T[Math.Min(rowCount ?? 0, MaxReserved)];
    }

    public override void Append()
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, Math.Max(16, checked(2 * _count)));
        var value = default(T)!;
        _getter(ref value);
        _values[_count++] = value;
    }

    public override void Finish() => Array.Resize(ref _values, _count);

    public override Delegate CreateGetter(RowOrder order)
    {
        var values = _values;
        return (ValueGetter<T>)((ref T value) => value = values[order.Row]);
    }
}
