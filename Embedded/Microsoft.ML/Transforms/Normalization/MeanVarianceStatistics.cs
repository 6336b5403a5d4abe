using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>
/// Mean and variance of each slot in double precision, by Welford's updates over the values that are neither zero nor missing;
/// the zeros are added at the end in one step. NaN and infinity do not count.
/// </summary>
internal sealed class MeanVarianceStatistics<T> : IColumnStatistics<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double[] _mean;
    private readonly double[] _m2;
    private readonly double[] _nonZeros;
    private readonly double[] _missing;
    private readonly double[] _row;
    private long _rows;

    public MeanVarianceStatistics(int slots)
    {
        _mean = new double[slots];
        _m2 = new double[slots];
        _nonZeros = new double[slots];
        _missing = new double[slots];
        _row = new double[slots];
    }

    public void AddDense(ReadOnlySpan<T> values)
    {
        _rows++;
        TensorPrimitives.ConvertTruncating(values, _row);
        Span<Vector<double>> means = Vectors(_mean), m2s = Vectors(_m2), counts = Vectors(_nonZeros), missings = Vectors(_missing), rows = Vectors(_row);
        for (int i = 0; i < rows.Length && i < means.Length && i < m2s.Length && i < counts.Length && i < missings.Length; i++)
        {
            Vector<double> value = rows[i], mean = means[i];
            Vector<long> finite = Vector.LessThanOrEqual(Vector.Abs(value), new Vector<double>(double.MaxValue));
            Vector<long> used = Vector.AndNot(finite, Vector.Equals(value, Vector<double>.Zero));
            Vector<double> count = counts[i] + Vector.ConditionalSelect(used, Vector<double>.One, Vector<double>.Zero);
            Vector<double> delta = value - mean;
            Vector<double> newMean = mean + (delta / count);
            missings[i] += Vector.ConditionalSelect(finite, Vector<double>.Zero, Vector<double>.One);
            counts[i] = count;
            means[i] = Vector.ConditionalSelect(used, newMean, mean);
            m2s[i] += Vector.ConditionalSelect(used, delta * (value - newMean), Vector<double>.Zero);
        }

        for (int i = rows.Length * Vector<double>.Count; i < _row.Length; i++)
            Update(i, _row[i]);
    }

    public void AddSparse(ReadOnlySpan<int> indices, ReadOnlySpan<T> values)
    {
        _rows++;
        for (int p = 0; p < indices.Length; p++)
            Update(indices[p], double.CreateTruncating(values[p]));
    }

    /// <summary>
    /// The affine maps (x − offset) · scale. With <paramref name="fixZero"/> zero stays and scale is 1 / √(variance + mean²); else mean
    /// goes to 0 and the standard deviation to 1. A constant slot gets scale 0.
    /// </summary>
    public (T[] Scale, T[]? Offset) ToAffine(bool fixZero)
    {
        var scale = new T[_mean.Length];
        T[]? offset = fixZero ? null : new T[_mean.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            (double mean, double variance) = Moments(i);
            if (variance == 0)
                continue;
            scale[i] = T.One / T.CreateTruncating(Math.Sqrt(fixZero ? variance + (mean * mean) : variance));
            if (offset != null && scale[i] != T.Zero)
                offset[i] = T.CreateTruncating(mean);
        }

        return (scale, offset);
    }

    /// <summary>Mean and standard deviation of each slot; both 0 for a constant one.</summary>
    public (T[] Mean, T[] StandardDeviation) ToNormal()
    {
        var means = new T[_mean.Length];
        var deviations = new T[_mean.Length];
        for (int i = 0; i < means.Length; i++)
        {
            (double mean, double variance) = Moments(i);
            if (variance == 0)
                continue;
            means[i] = T.CreateTruncating(mean);
            deviations[i] = T.CreateTruncating(Math.Sqrt(variance));
        }

        return (means, deviations);
    }

    /// <summary>Mean and population variance with the zeros; 0 and 0 without any number.</summary>
    private (double Mean, double Variance) Moments(int slot)
    {
        double mean = _mean[slot], m2 = _m2[slot], count = _nonZeros[slot];
        double zeros = _rows - _missing[slot] - count;
        if (zeros > 0)
        {
            count += zeros;
            double delta = -mean;
            mean += delta * zeros / count;
            m2 += delta * -mean * zeros;
        }

        return count == 0 || m2 == 0 ? (mean, 0) : (mean, m2 / count);
    }

    private void Update(int slot, double value)
    {
        if (value == 0)
            return;
        if (!double.IsFinite(value))
        {
            _missing[slot]++;
            return;
        }

        double delta = value - _mean[slot];
        _mean[slot] += delta / ++_nonZeros[slot];
        _m2[slot] += delta * (value - _mean[slot]);
    }

    private static Span<Vector<double>> Vectors(double[] values) => MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan());
}
