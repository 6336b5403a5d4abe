using System.Numerics;
using System.Numerics.Tensors;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>Smallest and largest value of each slot. NaN does not count; infinity does.</summary>
internal sealed class MinMaxStatistics<T> : IColumnStatistics<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _minimum;
    private readonly T[] _maximum;
    private readonly long[] _given;
    private long _denseRows;
    private long _rows;

    public MinMaxStatistics(int slots)
    {
        _minimum = new T[slots];
        _maximum = new T[slots];
        _given = new long[slots];
        Array.Fill(_minimum, T.PositiveInfinity);
        Array.Fill(_maximum, T.NegativeInfinity);
    }

    public void AddDense(ReadOnlySpan<T> values)
    {
        _rows++;
        _denseRows++;
        TensorPrimitives.MinNumber(_minimum, values, _minimum);
        TensorPrimitives.MaxNumber(_maximum, values, _maximum);
    }

    public void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<T> values)
    {
        _rows++;
        for (int p = 0; p < indices.Length; p++)
        {
            int slot = indices[p];
            _given[slot]++;
            Update(slot, values[p]);
        }
    }

    /// <summary>
    /// The affine maps (x − offset) · scale. With <paramref name="fixZero"/> the largest magnitude goes to 1 and zero stays; else the
    /// range goes to [0, 1]. A slot that is constant (or never a number) gets scale 0.
    /// </summary>
    public (T[] Scale, T[]? Offset) ToAffine(bool fixZero)
    {
        CountMissingAsZero();
        var scale = new T[_minimum.Length];
        T[]? offset = fixZero ? null : new T[_minimum.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            if (!(_maximum[i] > _minimum[i]))
                continue;
            scale[i] = T.One / (fixZero ? T.Max(T.Abs(_maximum[i]), T.Abs(_minimum[i])) : _maximum[i] - _minimum[i]);
            if (offset != null && scale[i] != T.Zero)
                offset[i] = _minimum[i];
        }

        return (scale, offset);
    }

    private void CountMissingAsZero()
    {
        for (int i = 0; i < _given.Length; i++)
        {
            if (_denseRows + _given[i] < _rows)
                Update(i, T.Zero);
        }
    }

    private void Update(int slot, T value)
    {
        if (_maximum[slot] < value)
            _maximum[slot] = value;
        if (_minimum[slot] > value)
            _minimum[slot] = value;
    }
}
