using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Copies blocks of A and B into the order in which the tiles read them, filled up with zeros at the edges.</summary>
internal static unsafe class ProductPacking<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = ProductTile<TSimd, TVector, T>.Rows;

    /// <summary>Terms [p, pEnd), columns [column, columnEnd): panels of <paramref name="panelWidth"/> columns (the last one vector wide if that is enough), each [terms, width].</summary>
    public static void PackB(in ProductWork<TSimd, TVector, T> work, int p, int pEnd, int column, int columnEnd, int panelWidth, T* target)
    {
        for (var j = column; j < columnEnd; j += panelWidth)
        {
            var width = Math.Min(panelWidth, columnEnd - j);
            var padded = width <= TSimd.Count ? TSimd.Count : panelWidth;
            var source = work.B + p * work.BRowStride + j * work.BColumnStride;
            if (work.BColumnStride == 1)
                CopyRows(source, work.BRowStride, pEnd - p, width, padded, target);
            else
                Transposition.Pack(source, work.BColumnStride, width, pEnd - p, padded, target);
            target += (nint)padded * (pEnd - p);
        }
    }

    /// <summary>Rows [row, rowEnd), terms [p, pEnd): panels of 8 rows, each [terms, 8].</summary>
    public static void PackA(in ProductWork<TSimd, TVector, T> work, int row, int rowEnd, int p, int pEnd, T* target)
    {
        for (var i = row; i < rowEnd; i += Rows)
        {
            var rows = Math.Min(Rows, rowEnd - i);
            var source = work.A + i * work.ARowStride + p * work.AColumnStride;
            if (work.ARowStride == 1)
                CopyRows(source, work.AColumnStride, pEnd - p, rows, Rows, target);
            else
                Transposition.Pack(source, work.ARowStride, rows, pEnd - p, Rows, target);
            target += (nint)Rows * (pEnd - p);
        }
    }

    private static void CopyRows(T* source, nint stride, int rows, int width, int padded, T* target)
    {
        if (width == padded && width % TSimd.Count == 0)
        {
            for (var i = 0; i < rows; i++, source += stride, target += width)
            {
                for (var j = 0; j < width; j += TSimd.Count)
                    TSimd.Store(target + j, TSimd.Load(source + j));
            }
            return;
        }
        for (var i = 0; i < rows; i++, source += stride, target += padded)
        {
            for (var j = 0; j < width; j++)
                target[j] = source[j];
            for (var j = width; j < padded; j++)
                target[j] = T.Zero;
        }
    }
}
