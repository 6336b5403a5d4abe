using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The innermost part of a gradient by weights: sums of outer products of 6 numbers with 2 vectors, which stay in registers. The rows are
/// given one by one, so that pixels are read where they lie. Each sum is one chain of fused multiply-adds in the order of the rows.
/// </summary>
internal static unsafe class GradientTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of the left side.</summary>
    public const int Rows = 6;

    /// <summary>Numbers of the right side.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TSimd.Count;
    }

    /// <summary>sums (6 × 2 vectors) = [sums +] Σ aᵀ b.</summary>
    /// <param name="count">Number of rows, at least 0.</param>
    /// <param name="a">Row r lies at a + aAt[r], 6 elements.</param>
    /// <param name="aAt">[count].</param>
    /// <param name="b">Row r lies at b + bAt[r], 2 vectors.</param>
    /// <param name="bAt">[count].</param>
    /// <param name="sums">The first sum.</param>
    /// <param name="stride">Elements between rows of sums.</param>
    /// <param name="goOn">Whether to start from the sums there are, else from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(nint count, T* a, nint* aAt, T* b, nint* bAt, T* sums, nint stride, bool goOn)
    {
        nint w = TSimd.Count;
        TVector s00, s01, s10, s11, s20, s21, s30, s31, s40, s41, s50, s51;
        if (goOn)
        {
            var r = sums;
            (s00, s01) = (TSimd.Load(r), TSimd.Load(r + w));
            r += stride;
            (s10, s11) = (TSimd.Load(r), TSimd.Load(r + w));
            r += stride;
            (s20, s21) = (TSimd.Load(r), TSimd.Load(r + w));
            r += stride;
            (s30, s31) = (TSimd.Load(r), TSimd.Load(r + w));
            r += stride;
            (s40, s41) = (TSimd.Load(r), TSimd.Load(r + w));
            r += stride;
            (s50, s51) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            s00 = s01 = s10 = s11 = s20 = s21 = s30 = s31 = s40 = s41 = s50 = s51 = TSimd.Create(T.Zero);
        }

        for (nint i = 0; i < count; i++)
        {
            var left = a + aAt[i];
            var right = b + bAt[i];
            var (b0, b1) = (TSimd.Load(right), TSimd.Load(right + TSimd.Count));
            var x = TSimd.Create(left[0]);
            s00 = TSimd.MultiplyAdd(x, b0, s00);
            s01 = TSimd.MultiplyAdd(x, b1, s01);
            x = TSimd.Create(left[1]);
            s10 = TSimd.MultiplyAdd(x, b0, s10);
            s11 = TSimd.MultiplyAdd(x, b1, s11);
            x = TSimd.Create(left[2]);
            s20 = TSimd.MultiplyAdd(x, b0, s20);
            s21 = TSimd.MultiplyAdd(x, b1, s21);
            x = TSimd.Create(left[3]);
            s30 = TSimd.MultiplyAdd(x, b0, s30);
            s31 = TSimd.MultiplyAdd(x, b1, s31);
            x = TSimd.Create(left[4]);
            s40 = TSimd.MultiplyAdd(x, b0, s40);
            s41 = TSimd.MultiplyAdd(x, b1, s41);
            x = TSimd.Create(left[5]);
            s50 = TSimd.MultiplyAdd(x, b0, s50);
            s51 = TSimd.MultiplyAdd(x, b1, s51);
        }

        Store(sums, s00, s01);
        sums += stride;
        Store(sums, s10, s11);
        sums += stride;
        Store(sums, s20, s21);
        sums += stride;
        Store(sums, s30, s31);
        sums += stride;
        Store(sums, s40, s41);
        sums += stride;
        Store(sums, s50, s51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* target, TVector first, TVector second)
    {
        TSimd.Store(target, first);
        TSimd.Store(target + TSimd.Count, second);
    }
}
