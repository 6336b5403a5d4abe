using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// As <see cref="ProductTile{TSimd, TVector, T}"/>, with 6 or 4 rows: 12 sums, two vectors of B and an element of A are what machines with
/// 16 registers have room for. Written out, as sums in an array would not stay in registers.
/// </summary>
internal static unsafe class ProductFlatTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of the larger tile.</summary>
    public const int Rows = 6;

    /// <summary>Rows of the smaller tile.</summary>
    public const int FewRows = 4;

    /// <summary>
    /// C (6 × 2 vectors) = [C +] A B, then the epilogue; parameters as those of <see cref="ProductTile{TSimd, TVector, T}.Wide"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixWide(
        nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        nint w = TSimd.Count;
        if (finish.Continue)
        {
            var r = c;
            (c00, c01) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c10, c11) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c20, c21) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c30, c31) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c40, c41) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c50, c51) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride;
        var twoRows = 2 * rowStride;
        for (; k > 0; k--)
        {
            var (b0, b1) = (TSimd.Load(b), TSimd.Load(b + w));
            var s = TSimd.Create(*a0);
            c00 = TSimd.MultiplyAdd(s, b0, c00);
            c01 = TSimd.MultiplyAdd(s, b1, c01);
            s = TSimd.Create(a0[rowStride]);
            c10 = TSimd.MultiplyAdd(s, b0, c10);
            c11 = TSimd.MultiplyAdd(s, b1, c11);
            s = TSimd.Create(a0[twoRows]);
            c20 = TSimd.MultiplyAdd(s, b0, c20);
            c21 = TSimd.MultiplyAdd(s, b1, c21);
            s = TSimd.Create(*a3);
            c30 = TSimd.MultiplyAdd(s, b0, c30);
            c31 = TSimd.MultiplyAdd(s, b1, c31);
            s = TSimd.Create(a3[rowStride]);
            c40 = TSimd.MultiplyAdd(s, b0, c40);
            c41 = TSimd.MultiplyAdd(s, b1, c41);
            s = TSimd.Create(a3[twoRows]);
            c50 = TSimd.MultiplyAdd(s, b0, c50);
            c51 = TSimd.MultiplyAdd(s, b1, c51);
            a0 += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        finish.Store<TSimd, TVector>(c, c00, c01);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c10, c11);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c20, c21);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c30, c31);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c40, c41);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c50, c51);
    }

    /// <summary>As <see cref="SixWide"/>, for 6 rows and one vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixNarrow(
        nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c0, c1, c2, c3, c4, c5;
        if (finish.Continue)
        {
            var r = c;
            c0 = TSimd.Load(r);
            r += cStride;
            c1 = TSimd.Load(r);
            r += cStride;
            c2 = TSimd.Load(r);
            r += cStride;
            c3 = TSimd.Load(r);
            r += cStride;
            c4 = TSimd.Load(r);
            r += cStride;
            c5 = TSimd.Load(r);
        }
        else
        {
            c0 = c1 = c2 = c3 = c4 = c5 = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride;
        var twoRows = 2 * rowStride;
        for (; k > 0; k--)
        {
            var b0 = TSimd.Load(b);
            c0 = TSimd.MultiplyAdd(TSimd.Create(*a0), b0, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Create(a0[rowStride]), b0, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Create(a0[twoRows]), b0, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Create(*a3), b0, c3);
            c4 = TSimd.MultiplyAdd(TSimd.Create(a3[rowStride]), b0, c4);
            c5 = TSimd.MultiplyAdd(TSimd.Create(a3[twoRows]), b0, c5);
            a0 += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        finish.Store<TSimd, TVector>(c, c0);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c1);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c2);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c3);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c4);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c5);
    }

    /// <summary>As <see cref="SixWide"/>, for 4 rows and two vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourWide(
        nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c00, c01, c10, c11, c20, c21, c30, c31;
        nint w = TSimd.Count;
        if (finish.Continue)
        {
            var r = c;
            (c00, c01) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c10, c11) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c20, c21) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c30, c31) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride;
        var twoRows = 2 * rowStride;
        for (; k > 0; k--)
        {
            var (b0, b1) = (TSimd.Load(b), TSimd.Load(b + w));
            var s = TSimd.Create(*a0);
            c00 = TSimd.MultiplyAdd(s, b0, c00);
            c01 = TSimd.MultiplyAdd(s, b1, c01);
            s = TSimd.Create(a0[rowStride]);
            c10 = TSimd.MultiplyAdd(s, b0, c10);
            c11 = TSimd.MultiplyAdd(s, b1, c11);
            s = TSimd.Create(a0[twoRows]);
            c20 = TSimd.MultiplyAdd(s, b0, c20);
            c21 = TSimd.MultiplyAdd(s, b1, c21);
            s = TSimd.Create(*a3);
            c30 = TSimd.MultiplyAdd(s, b0, c30);
            c31 = TSimd.MultiplyAdd(s, b1, c31);
            a0 += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        finish.Store<TSimd, TVector>(c, c00, c01);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c10, c11);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c20, c21);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c30, c31);
    }

    /// <summary>As <see cref="SixWide"/>, for 4 rows and one vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourNarrow(
        nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c0, c1, c2, c3;
        if (finish.Continue)
        {
            var r = c;
            c0 = TSimd.Load(r);
            r += cStride;
            c1 = TSimd.Load(r);
            r += cStride;
            c2 = TSimd.Load(r);
            r += cStride;
            c3 = TSimd.Load(r);
        }
        else
        {
            c0 = c1 = c2 = c3 = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride;
        var twoRows = 2 * rowStride;
        for (; k > 0; k--)
        {
            var b0 = TSimd.Load(b);
            c0 = TSimd.MultiplyAdd(TSimd.Create(*a0), b0, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Create(a0[rowStride]), b0, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Create(a0[twoRows]), b0, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Create(*a3), b0, c3);
            a0 += columnStride;
            a3 += columnStride;
            b += bStride;
        }

        finish.Store<TSimd, TVector>(c, c0);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c1);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c2);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c3);
    }
}
