using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// As <see cref="ProductTile{TSimd, TVector, T}"/>, with 12 rows: a vector of B serves half as many sums again, which machines with 32
/// registers have room for. Written out once more, as sums in an array would not stay in registers. Rows are numbered 0 to b.
/// </summary>
internal static unsafe class ProductTallTile<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 12;

    /// <summary>
    /// C (12 × 2 vectors) = [C +] A B, then the epilogue; parameters as those of <see cref="ProductTile{TSimd, TVector, T}.Wide"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        TVector c60, c61, c70, c71, c80, c81, c90, c91, ca0, ca1, cb0, cb1;
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
            r += cStride;
            (c80, c81) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (c90, c91) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (ca0, ca1) = (TSimd.Load(r), TSimd.Load(r + w));
            r += cStride;
            (cb0, cb1) = (TSimd.Load(r), TSimd.Load(r + w));
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = TSimd.Create(T.Zero);
            c60 = c61 = c70 = c71 = c80 = c81 = c90 = c91 = ca0 = ca1 = cb0 = cb1 = TSimd.Create(T.Zero);
        }

        TVector b0, b1, s;

        // Packed operands, two terms at a time: a single base pointer each and half the loop's own instructions, of which the processor has
        // few to spare.
        if (rowStride == 1 && columnStride == Rows && bStride == 2 * w)
        {
            for (; k > 1; k -= 2)
            {
                (b0, b1) = (TSimd.Load(b), TSimd.Load(b + w));
                s = TSimd.Create(*a);
                c00 = TSimd.MultiplyAdd(s, b0, c00);
                c01 = TSimd.MultiplyAdd(s, b1, c01);
                s = TSimd.Create(a[1]);
                c10 = TSimd.MultiplyAdd(s, b0, c10);
                c11 = TSimd.MultiplyAdd(s, b1, c11);
                s = TSimd.Create(a[2]);
                c20 = TSimd.MultiplyAdd(s, b0, c20);
                c21 = TSimd.MultiplyAdd(s, b1, c21);
                s = TSimd.Create(a[3]);
                c30 = TSimd.MultiplyAdd(s, b0, c30);
                c31 = TSimd.MultiplyAdd(s, b1, c31);
                s = TSimd.Create(a[4]);
                c40 = TSimd.MultiplyAdd(s, b0, c40);
                c41 = TSimd.MultiplyAdd(s, b1, c41);
                s = TSimd.Create(a[5]);
                c50 = TSimd.MultiplyAdd(s, b0, c50);
                c51 = TSimd.MultiplyAdd(s, b1, c51);
                s = TSimd.Create(a[6]);
                c60 = TSimd.MultiplyAdd(s, b0, c60);
                c61 = TSimd.MultiplyAdd(s, b1, c61);
                s = TSimd.Create(a[7]);
                c70 = TSimd.MultiplyAdd(s, b0, c70);
                c71 = TSimd.MultiplyAdd(s, b1, c71);
                s = TSimd.Create(a[8]);
                c80 = TSimd.MultiplyAdd(s, b0, c80);
                c81 = TSimd.MultiplyAdd(s, b1, c81);
                s = TSimd.Create(a[9]);
                c90 = TSimd.MultiplyAdd(s, b0, c90);
                c91 = TSimd.MultiplyAdd(s, b1, c91);
                s = TSimd.Create(a[10]);
                ca0 = TSimd.MultiplyAdd(s, b0, ca0);
                ca1 = TSimd.MultiplyAdd(s, b1, ca1);
                s = TSimd.Create(a[11]);
                cb0 = TSimd.MultiplyAdd(s, b0, cb0);
                cb1 = TSimd.MultiplyAdd(s, b1, cb1);
                (b0, b1) = (TSimd.Load(b + 2 * w), TSimd.Load(b + 3 * w));
                s = TSimd.Create(a[12]);
                c00 = TSimd.MultiplyAdd(s, b0, c00);
                c01 = TSimd.MultiplyAdd(s, b1, c01);
                s = TSimd.Create(a[13]);
                c10 = TSimd.MultiplyAdd(s, b0, c10);
                c11 = TSimd.MultiplyAdd(s, b1, c11);
                s = TSimd.Create(a[14]);
                c20 = TSimd.MultiplyAdd(s, b0, c20);
                c21 = TSimd.MultiplyAdd(s, b1, c21);
                s = TSimd.Create(a[15]);
                c30 = TSimd.MultiplyAdd(s, b0, c30);
                c31 = TSimd.MultiplyAdd(s, b1, c31);
                s = TSimd.Create(a[16]);
                c40 = TSimd.MultiplyAdd(s, b0, c40);
                c41 = TSimd.MultiplyAdd(s, b1, c41);
                s = TSimd.Create(a[17]);
                c50 = TSimd.MultiplyAdd(s, b0, c50);
                c51 = TSimd.MultiplyAdd(s, b1, c51);
                s = TSimd.Create(a[18]);
                c60 = TSimd.MultiplyAdd(s, b0, c60);
                c61 = TSimd.MultiplyAdd(s, b1, c61);
                s = TSimd.Create(a[19]);
                c70 = TSimd.MultiplyAdd(s, b0, c70);
                c71 = TSimd.MultiplyAdd(s, b1, c71);
                s = TSimd.Create(a[20]);
                c80 = TSimd.MultiplyAdd(s, b0, c80);
                c81 = TSimd.MultiplyAdd(s, b1, c81);
                s = TSimd.Create(a[21]);
                c90 = TSimd.MultiplyAdd(s, b0, c90);
                c91 = TSimd.MultiplyAdd(s, b1, c91);
                s = TSimd.Create(a[22]);
                ca0 = TSimd.MultiplyAdd(s, b0, ca0);
                ca1 = TSimd.MultiplyAdd(s, b1, ca1);
                s = TSimd.Create(a[23]);
                cb0 = TSimd.MultiplyAdd(s, b0, cb0);
                cb1 = TSimd.MultiplyAdd(s, b1, cb1);
                a += 2 * Rows;
                b += 4 * w;
            }
        }

        // Four base pointers reach twelve rows with the addressing base + {0, 1, 2} · rowStride.
        T* a0 = a, a3 = a + 3 * rowStride, a6 = a + 6 * rowStride, a9 = a + 9 * rowStride;
        var twoRows = 2 * rowStride;
        for (; k > 0; k--)
        {
            (b0, b1) = (TSimd.Load(b), TSimd.Load(b + w));
            s = TSimd.Create(*a0);
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
            s = TSimd.Create(a6[twoRows]);
            c80 = TSimd.MultiplyAdd(s, b0, c80);
            c81 = TSimd.MultiplyAdd(s, b1, c81);
            s = TSimd.Create(*a9);
            c90 = TSimd.MultiplyAdd(s, b0, c90);
            c91 = TSimd.MultiplyAdd(s, b1, c91);
            s = TSimd.Create(a9[rowStride]);
            ca0 = TSimd.MultiplyAdd(s, b0, ca0);
            ca1 = TSimd.MultiplyAdd(s, b1, ca1);
            s = TSimd.Create(a9[twoRows]);
            cb0 = TSimd.MultiplyAdd(s, b0, cb0);
            cb1 = TSimd.MultiplyAdd(s, b1, cb1);
            a0 += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            a9 += columnStride;
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
        c += cStride;
        finish.Store<TSimd, TVector>(c, c80, c81);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c90, c91);
        c += cStride;
        finish.Store<TSimd, TVector>(c, ca0, ca1);
        c += cStride;
        finish.Store<TSimd, TVector>(c, cb0, cb1);
    }

    /// <summary>As <see cref="Wide"/>, for one vector of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(nint k, T* a, nint rowStride, nint columnStride, T* b, nint bStride, T* c, nint cStride, TileFinish<T> finish)
    {
        TVector c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, ca, cb;
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
            r += cStride;
            c6 = TSimd.Load(r);
            r += cStride;
            c7 = TSimd.Load(r);
            r += cStride;
            c8 = TSimd.Load(r);
            r += cStride;
            c9 = TSimd.Load(r);
            r += cStride;
            ca = TSimd.Load(r);
            r += cStride;
            cb = TSimd.Load(r);
        }
        else
        {
            c0 = c1 = c2 = c3 = c4 = c5 = c6 = c7 = c8 = c9 = ca = cb = TSimd.Create(T.Zero);
        }

        T* a0 = a, a3 = a + 3 * rowStride, a6 = a + 6 * rowStride, a9 = a + 9 * rowStride;
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
            c8 = TSimd.MultiplyAdd(TSimd.Create(a6[twoRows]), b0, c8);
            c9 = TSimd.MultiplyAdd(TSimd.Create(*a9), b0, c9);
            ca = TSimd.MultiplyAdd(TSimd.Create(a9[rowStride]), b0, ca);
            cb = TSimd.MultiplyAdd(TSimd.Create(a9[twoRows]), b0, cb);
            a0 += columnStride;
            a3 += columnStride;
            a6 += columnStride;
            a9 += columnStride;
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
        c += cStride;
        finish.Store<TSimd, TVector>(c, c6);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c7);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c8);
        c += cStride;
        finish.Store<TSimd, TVector>(c, c9);
        c += cStride;
        finish.Store<TSimd, TVector>(c, ca);
        c += cStride;
        finish.Store<TSimd, TVector>(c, cb);
    }
}
