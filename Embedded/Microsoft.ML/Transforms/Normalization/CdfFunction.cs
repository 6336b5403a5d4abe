using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Transforms.Normalization;

/// <summary>
/// The distribution function of a normal distribution in each slot, 0 where the standard deviation is 0 or the value is no number.
/// Its error function is approximated as erf(x)² ≈ 1 − exp(−x² (4/π + a x²) / (1 + a x²)), a = 0.147 (Winitzki), to about 2e-4.
/// </summary>
/// <param name="mean">[slots]</param>
/// <param name="deviation">[slots]</param>
/// <param name="isVector">Whether the column is of vectors.</param>
internal sealed class CdfFunction<T>(T[] mean, T[] deviation, bool isVector) : IColumnFunction
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public NormalizingTransformer.NormalizerModelParametersBase Parameters => isVector
        ? new NormalizingTransformer.CdfNormalizerModelParameters<ImmutableArray<T>>([.. mean], [.. deviation], useLog: false)
        : new NormalizingTransformer.CdfNormalizerModelParameters<T>(mean[0], deviation[0], useLog: false);

    public void Save(BinaryWriter writer)
    {
        writer.Write(ColumnFunctionSaving.Cdf);
        writer.WriteValues<T>(mean);
        writer.WriteValues<T>(deviation);
    }

    public Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input) => isVector ? VectorGetter(row, input) : ScalarGetter(row, input);

    private ValueGetter<T> ScalarGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<T> getSource = row.GetGetter<T>(input);
        return (ref T destination) =>
        {
            getSource(ref destination);
            destination = Map(destination, 0);
        };
    }

    private ValueGetter<VBuffer<T>> VectorGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<VBuffer<T>> getSource = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> source = default;
        return (ref VBuffer<T> destination) =>
        {
            getSource(ref source);
            if (source.Length != mean.Length)
                throw new InvalidOperationException($"Normalizer expected {mean.Length} slots but got {source.Length} in column '{input.Name}'.");
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, source.Length);
            Span<T> target = editor.Values[..source.Length];
            source.CopyTo(target);
            for (int slot = 0; slot < target.Length; slot++)
                target[slot] = Map(target[slot], slot);
            destination = editor.Commit();
        };
    }

    private T Map(T value, int slot)
    {
        if (deviation[slot] <= T.Epsilon || !T.IsFinite(value))
            return T.Zero;
        T x = (value - mean[slot]) / deviation[slot];
        T half = x * x / T.CreateTruncating(2);
        T scaled = T.CreateTruncating(0.147) * half;
        double ratio = -double.CreateTruncating(half) * ((4 / Math.PI) + double.CreateTruncating(scaled)) / double.CreateTruncating(T.One + scaled);
        double erf = Math.Sign(double.CreateTruncating(x)) * Math.Sqrt(1 - Math.Exp(ratio));
        return T.CreateTruncating(0.5 + (0.5 * erf));
    }
}
