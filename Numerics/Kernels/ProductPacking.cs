using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Copies blocks of A and B into the order in which the tiles read them, filled up with zeros at the edges.</summary>
internal static unsafe class ProductPacking<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Terms [p, pEnd), columns [column, columnEnd): panels of <paramref name="panelWidth"/> columns (the last one vector wide if that is
    /// enough), each [terms, width].
    /// </summary>
    public static void PackB(in ProductWork<TSimd, TVector, T> work, int p, int pEnd, int column, int columnEnd, int panelWidth, T* target)
    {
        if (work.BColumnStride == 1 && panelWidth % TSimd.Count == 0)
        {
            // Row after row, as they lie in memory, into all whole panels; the last, narrower one follows below.
            var whole = (columnEnd - column) / panelWidth;
            var size = (nint)panelWidth * (pEnd - p);
            for (var i = 0; i < pEnd - p; i++)
            {
                var from = work.B + (p + i) * work.BRowStride + column;
                var to = target + (nint)i * panelWidth;
                for (var panel = 0; panel < whole; panel++, to += size)
                {
                    for (var j = 0; j < panelWidth; j += TSimd.Count, from += TSimd.Count)
                        TSimd.Store(to + j, TSimd.Load(from));
                }
            }

            column += whole * panelWidth;
            target += whole * size;
        }

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

    /// <summary>Rows [row, rowEnd), terms [p, pEnd): panels of a tile's rows, each [terms, rows of the tile].</summary>
    public static void PackA(in ProductWork<TSimd, TVector, T> work, int row, int rowEnd, int p, int pEnd, T* target)
    {
        for (int i = row, height; i < rowEnd; i += height)
        {
            height = TileHeights<TSimd, TVector, T>.Next(rowEnd - i);
            var rows = Math.Min(height, rowEnd - i);
            var source = work.A + i * work.ARowStride + p * work.AColumnStride;
            if (work.ARowStride == 1)
                CopyRows(source, work.AColumnStride, pEnd - p, rows, height, target);
            else
                Transposition.Pack(source, work.ARowStride, rows, pEnd - p, height, target);
            target += (nint)height * (pEnd - p);
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

/// <summary>
/// How rows are divided into tiles: of 12 rows on machines with many registers, the rest in one or two of 8; of 6 elsewhere, the rest in
/// one or two of 4. Only the last tile may hang over the edge.
/// </summary>
internal static class TileHeights<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most rows that a tile has.</summary>
    public static int Maximum => TSimd.ManyRegisters ? ProductTallTile<TSimd, TVector, T>.Rows : ProductFlatTile<TSimd, TVector, T>.Rows;

    private static int Short => TSimd.ManyRegisters ? ProductTile<TSimd, TVector, T>.Rows : ProductFlatTile<TSimd, TVector, T>.FewRows;

    /// <summary>The height of the next tile when this many rows are left, 1 at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(int left) => left > Short && left != 2 * Short ? Maximum : Short;

    /// <summary>The rows that whole tiles cover; those behind them are part of a tile that hangs over the edge.</summary>
    public static int Whole(int rows)
    {
        var rest = rows % Maximum;
        return rest == 0 || rest == Short || (rest == 2 * Short - Maximum && rows >= 2 * Short) ? rows : rows - rest;
    }
}
