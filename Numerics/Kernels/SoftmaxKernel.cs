using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Overwrites each row with its softmax exp(s − max s) / Σ exp(s − max s). NaN anywhere makes its row NaN.</summary>
internal unsafe struct SoftmaxKernel<T> : ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>[rows, columns].</summary>
    public T* Scores;
    public int Rows, Columns;

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var padded = (Columns + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        var row = ThreadBuffers<T>.ForA(padded);
        for (var i = 0; i < Rows; i++)
        {
            var scores = new Span<T>(Scores + (nint)i * Columns, Columns);
            var (_, sum) = SoftmaxRow.Exponentials<TSimd, TVector, T>(scores, row, padded);
            SoftmaxRow.Scale<TSimd, TVector, T>(row, padded, T.One / sum);
            new ReadOnlySpan<T>(row, Columns).CopyTo(scores);
        }
    }
}

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

/// <summary>
/// For each row with target distribution q (1 − smoothing on the label, and smoothing spread evenly over all classes): loss = ln Σ exp(s) −
/// Σ q s, and, when wanted, s ← scale · (softmax(s) − q). The maximum is taken off first, so that exp cannot overflow. Probabilities below
/// 1e-20 (double: 1e-200) of the largest have the gradient 0: the loss, and the label's own gradient, are rounded above that by far, and
/// the layers before would reckon with subnormal numbers.
/// </summary>
internal unsafe struct SoftmaxCrossEntropyKernel<T> : ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>[rows, columns].</summary>
    public T* Scores;

    /// <summary>[rows].</summary>
    public int* Labels;

    /// <summary>[rows], what each row's gradient is multiplied with; null for <see cref="Scale"/>.</summary>
    public T* Scales;

    /// <summary>[rows], overwritten with each row's loss.</summary>
    public double* Losses;

    /// <summary>[rows], overwritten with 1 where the highest score is the label's (of equal ones the first counts), else 0.</summary>
    public byte* Hits;

    public int Rows, Columns;
    public T Scale, Smoothing;
    public bool Gradient;

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var padded = (Columns + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        var row = ThreadBuffers<T>.ForA(padded);
        for (var i = 0; i < Rows; i++)
        {
            var scores = new Span<T>(Scores + (nint)i * Columns, Columns);
            var label = Labels[i];
            var own = scores[label];
            var (maximum, sum) = SoftmaxRow.Exponentials<TSimd, TVector, T>(scores, row, padded);
            Hits[i] = own == maximum && scores.IndexOf(maximum) == label ? (byte)1 : (byte)0;
            var mean = Smoothing == T.Zero ? own : (T.One - Smoothing) * own + Smoothing * Mean(scores);
            Losses[i] = double.CreateTruncating(T.Log(sum) - (mean - maximum));
            if (Gradient)
                StoreGradient<TSimd, TVector>(scores, row, padded, label, sum, Scales == null ? Scale : Scales[i]);
        }
    }

    private readonly void StoreGradient<TSimd, TVector>(Span<T> scores, T* row, int padded, int label, T sum, T scale)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var factor = TSimd.Create(scale / sum);
        for (var j = 0; j < padded; j += TSimd.Count)
            TSimd.Store(row + j, TSimd.Multiply(factor, Subnormals<TSimd, TVector, T>.OfProbabilities(TSimd.Load(row + j))));
        new ReadOnlySpan<T>(row, Columns).CopyTo(scores);
        scores[label] -= (T.One - Smoothing) * scale;
        if (Smoothing == T.Zero)
            return;
        var even = Smoothing * scale / T.CreateTruncating(Columns);
        for (var j = 0; j < scores.Length; j++)
            scores[j] -= even;
    }

    private static T Mean(ReadOnlySpan<T> scores)
    {
        var sum = T.Zero;
        foreach (var score in scores)
            sum += score;
        return sum / T.CreateTruncating(scores.Length);
    }
}
