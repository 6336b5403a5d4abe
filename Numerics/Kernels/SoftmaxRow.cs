using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>The steps of a softmax over one row, in a buffer of whole vectors that is filled up with −∞, whose exponential is 0.</summary>
internal static unsafe class SoftmaxRow
{
    /// <summary>Leaves exp(s − max s) in <paramref name="row"/>; gives the maximum and the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Maximum, T Sum) Exponentials<TSimd, TVector, T>(ReadOnlySpan<T> scores, T* row, int padded)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        scores.CopyTo(new Span<T>(row, scores.Length));
        new Span<T>(row + scores.Length, padded - scores.Length).Fill(T.NegativeInfinity);
        var largest = TSimd.Load(row);
        for (var j = TSimd.Count; j < padded; j += TSimd.Count)
            largest = TSimd.Max(largest, TSimd.Load(row + j));
        var maximum = TSimd.MaxAcross(largest);
        var shift = TSimd.Create(maximum);
        var sum = TSimd.Create(T.Zero);
        for (var j = 0; j < padded; j += TSimd.Count)
        {
            var e = Exponential.Exp<TSimd, TVector, T>(TSimd.Subtract(TSimd.Load(row + j), shift));
            TSimd.Store(row + j, e);
            sum = TSimd.Add(sum, e);
        }
        return (maximum, TSimd.Sum(sum));
    }

    /// <summary>Multiplies the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<TSimd, TVector, T>(T* row, int padded, T factor)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < padded; j += TSimd.Count)
            TSimd.Store(row + j, TSimd.Multiply(TSimd.Create(factor), TSimd.Load(row + j)));
    }
}
