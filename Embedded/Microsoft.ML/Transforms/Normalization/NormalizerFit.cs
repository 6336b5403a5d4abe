using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>Hands the values of one column to its statistics.</summary>
internal sealed class NormalizerFit<T> : INormalizerFit
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IColumnStatistics<T> _statistics;
    private readonly Func<IColumnFunction> _finish;
    private readonly ValueGetter<T>? _getScalar;
    private readonly ValueGetter<VBuffer<T>>? _getVector;
    private readonly string _name;
    private readonly int _slots;
    private long _remaining;
    private VBuffer<T> _vector;

    public NormalizerFit(
        DataViewRowCursor cursor, DataViewSchema.Column column, IColumnStatistics<T> statistics, long maximumRows, Func<IColumnFunction> finish)
    {
        _statistics = statistics;
        _finish = finish;
        _name = column.Name;
        _slots = column.Type.ValueCount();
        _remaining = maximumRows;
        if (column.Type is VectorDataViewType)
            _getVector = cursor.GetGetter<VBuffer<T>>(column);
        else
            _getScalar = cursor.GetGetter<T>(column);
    }

    public bool Add()
    {
        if (_remaining == 0)
            return false;
        _remaining--;
        if (_getScalar is not null)
        {
            T value = default;
            _getScalar(ref value);
            _statistics.AddDense(new ReadOnlySpan<T>(in value));
            return true;
        }

        _getVector!(ref _vector);
        if (_vector.Length != _slots)
            throw new InvalidOperationException($"Normalizer expected {_slots} slots but got {_vector.Length} in column '{_name}'.");
        if (_vector.IsDense)
            _statistics.AddDense(_vector.GetValues());
        else
            _statistics.AddSparse(_vector.GetIndices(), _vector.GetValues());
        return true;
    }

    public IColumnFunction Finish() => _finish();
}
