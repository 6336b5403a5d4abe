using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Keys;

/// <inheritdoc/>
/// <typeparam name="T">The raw type of the values.</typeparam>
internal sealed class KeyMapBuilder<T> : KeyMapBuilder
    where T : notnull
{
    private readonly PrimitiveDataViewType _itemType;
    private readonly KeyColumn _settings;
    private readonly Func<T, bool> _isMissing;
    private readonly HashSet<T> _seen = new(RawValues<T>.Equality);
    private readonly List<T> _values = [];
    private readonly ValueGetter<T>? _getScalar;
    private readonly ValueGetter<VBuffer<T>>? _getVector;
    private T _scalar = default!;
    private VBuffer<T> _vector;

    public KeyMapBuilder(DataViewRow row, DataViewSchema.Column column, KeyColumn settings)
    {
        _itemType = (PrimitiveDataViewType)column.Type.ItemType();
        _settings = settings;
        _isMissing = RawValues<T>.CreateMissing(_itemType);
        if (column.Type is VectorDataViewType)
            _getVector = row.GetGetter<VBuffer<T>>(column);
        else
            _getScalar = row.GetGetter<T>(column);
    }

    public override bool Add()
    {
        if (_getScalar is not null)
        {
            _getScalar(ref _scalar);
            Add(_scalar);
        }
        else
        {
            _getVector!(ref _vector);
            foreach (T value in _vector.DenseValues())
                Add(value);
        }

        return _values.Count < _settings.MaximumNumberOfKeys;
    }

    public override KeyMap ToMap()
    {
        T[] values = [.. _values];
        if (_settings.Ordinality == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            Array.Sort(values, RawValues<T>.Order);
        return new KeyMap<T>(_itemType, values, _settings.ValuesAsText);
    }

    private void Add(T value)
    {
        if (_values.Count >= _settings.MaximumNumberOfKeys || _isMissing(value) || _seen.Contains(value))
            return;
        T kept = value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;
        _seen.Add(kept);
        _values.Add(kept);
    }
}
