using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// The innermost part of the matrix product: a tile of 8 rows and 1 or 2 vectors of columns whose sums stay in registers while k runs. Each
/// sum is one chain of fused multiply-adds in the order of k, so every width and every blocking gives the same bits.
/// </summary>
internal static unsafe class ProductTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 8;

    /// <summary>C (8 × 2 vectors) = [C +] A B, then the epilogue.</summary>
    /// <param name="k">Length of the sums.</param>
    /// <param name="a">A's first element; element (i, p) lies at a[i · rowStride + p · columnStride].</param>
    /// <param name="rowStride">Elements between rows of A.</param>
    /// <param name="columnStride">Elements between columns of A.</param>
    /// <param name="b">B's first element; row p starts at b[p · bStride].</param>
    /// <param name="bStride">Elements between rows of B.</param>
    /// <param name="c">C's first element; row i starts at c[i · cStride].</param>
    /// <param name="cStride">Elements between rows of C.</param>
    /// <param name="finish">Whether to continue sums already in C, and what to do with them at the end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51, c60, c61, c70, c71;
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
            r += cStride;
            (c60, c61) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c70, c71) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = TSimd.Create(T.Zero);
        }

        // Three base pointers reach eight rows with the addressing base + {0, 1, 2} · rowStride.
        T* a0 = a, a3 = a + 3 * rowStride, a6 = a + 6 * rowStride;
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
            s = TSimd.Create(*a6);
            c60 = TSimd.MultiplyAdd(s, b0, c60);
            c61 = TSimd.MultiplyAdd(s, b1, c61);
            s = TSimd.Create(a6[rowStride]);
            c70 = TSimd.MultiplyAdd(s, b0, c70);
            c71 = TSimd.MultiplyAdd(s, b1, c71);
            a0 += columnStride;
            a3 += columnStride;
            a6 += columnStride;
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
        c += cStride;
        finish.Store<TSimd, TVector>(c, c60, c61);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c70, c71);
    }

    /// <summary>As <see cref="Wide"/>, for one vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c0, c1, c2, c3, c4, c5, c6, c7;
        if (finish.Continue)
        {
            c0 = TSimd.Load(c);
            c1 = TSimd.Load(c + cStride);
            c2 = TSimd.Load(c + 2 * cStride);
            c3 = TSimd.Load(c + 3 * cStride);
            c4 = TSimd.Load(c + 4 * cStride);
            c5 = TSimd.Load(c + 5 * cStride);
            c6 = TSimd.Load(c + 6 * cStride);
            c7 = TSimd.Load(c + 7 * cStride);
        }
        else
        {
            c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride, a6 = a + 6 * rowStride;
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
            c6 = TSimd.MultiplyAdd(TSimd.Create(*a6), b0, c6);
            c7 = TSimd.MultiplyAdd(TSimd.Create(a6[rowStride]), b0, c7);
            a0 += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            b += bStride;
        }

        finish.Store<TSimd, TVector>(c, c0);
        finish.Store<TSimd, TVector>(c + cStride, c1);
        finish.Store<TSimd, TVector>(c + 2 * cStride, c2);
        finish.Store<TSimd, TVector>(c + 3 * cStride, c3);
        finish.Store<TSimd, TVector>(c + 4 * cStride, c4);
        finish.Store<TSimd, TVector>(c + 5 * cStride, c5);
        finish.Store<TSimd, TVector>(c + 6 * cStride, c6);
        finish.Store<TSimd, TVector>(c + 7 * cStride, c7);
    }
}

/// <summary>How a tile begins and ends.</summary>
/// <param name="continue">Start from the sums that C holds, else from 0.</param>
/// <param name="bias">Added to every row, one value per column of the tile; null for none.</param>
/// <param name="rectify">Then take max(·, 0).</param>
/// <param name="scale">After the bias every column is multiplied by its own factor; null for none.</param>
/// <param name="shift">With a scale, added after it.</param>
/// <param name="factor">Before the bias every sum is multiplied by this; null for nothing.</param>
internal readonly unsafe struct TileFinish<T>(
    bool @continue, T* bias, bool rectify, T* scale = null, T* shift = null, T? factor = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool Continue { get; } = @continue;

    public T* Bias { get; } = bias;

    public bool Rectify { get; } = rectify;

    private readonly T* _scale = scale;
    private readonly T* _shift = shift;
    private readonly bool _multiplies = factor is not null;
    private readonly T _factor = factor ?? T.One;

    /// <summary>Factor, bias, scale and rectifier for the vector of columns that begins at <paramref name="column"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TSimd, TVector>(TVector value, nint column)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        if (_multiplies)
            value = TSimd.Multiply(TSimd.Create(_factor), value);
        if (Bias != null)
            value = TSimd.Add(value, TSimd.Load(Bias + column));
        if (_scale != null)
            value = TSimd.MultiplyAdd(value, TSimd.Load(_scale + column), TSimd.Load(_shift + column));
        return Rectify ? TSimd.Rectify(value) : value;
    }

    /// <summary>A row of sums, two vectors wide, goes to C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TSimd, TVector>(T* c, TVector first, TVector second)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        TSimd.Store(c, Apply<TSimd, TVector>(first, 0));
        TSimd.Store(c + TSimd.Count, Apply<TSimd, TVector>(second, TSimd.Count));
    }

    /// <summary>A row of sums, one vector wide, goes to C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TSimd, TVector>(T* c, TVector value)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(c, Apply<TSimd, TVector>(value, 0));
}
