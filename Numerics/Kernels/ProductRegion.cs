using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// One thread's part of a matrix product: blocks sized for the caches, B (and where it pays A) packed so that the innermost loop reads
/// memory in order. Blocks: up to 512 terms of the sums × 2 KB of columns of B (second-level cache), within them panels of 2 vectors × the
/// terms (the first-level cache holds most of one).
/// </summary>
internal static unsafe class ProductRegion<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumDepth = 512;
    private const int MaximumRows = 120;

    /// <summary>
    /// Bytes between rows of A up to which a tile's rows lie in the first-level cache side by side, so that packing them gains less than it
    /// costs.
    /// </summary>
    private const int MaximumStride = 2048;

    /// <summary>Below this many terms a tile is done before a line could arrive.</summary>
    private const int PrefetchDepth = 128;

    /// <summary>Columns of C that one tile covers.</summary>
    public static int PanelWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TSimd.Count;
    }

    private static int MaximumColumns => Math.Max(2048 / sizeof(T), PanelWidth);

    /// <summary>Computes rows [row, rowEnd) and columns [column, columnEnd) of C.</summary>
    public static void Compute(in ProductWork<TSimd, TVector, T> work, int row, int rowEnd, int column, int columnEnd)
    {
        var blocks = Math.Max(1, (work.K + MaximumDepth - 1) / MaximumDepth);
        var depth = (work.K + blocks - 1) / blocks;
        for (var j = column; j < columnEnd; j += MaximumColumns)
        {
            var jEnd = Math.Min(j + MaximumColumns, columnEnd);
            for (var block = 0; block < blocks; block++)
            {
                var p = block * depth;
                ComputeBlock(work, row, rowEnd, j, jEnd, p, Math.Min(p + depth, work.K), block == blocks - 1);
            }
        }
    }

    private static void ComputeBlock(
        in ProductWork<TSimd, TVector, T> work, int row, int rowEnd, int column, int columnEnd, int p, int pEnd, bool last)
    {
        var depth = pEnd - p;
        var packedB = ThreadBuffers<T>.ForB(MaximumDepth * MaximumColumns);
        ProductPacking<TSimd, TVector, T>.PackB(work, p, pEnd, column, columnEnd, PanelWidth, packedB);
        var packA = work.ARowStride * sizeof(T) > MaximumStride && columnEnd - column > 4 * PanelWidth;
        for (var i = row; i < rowEnd; i += MaximumRows)
        {
            var iEnd = Math.Min(i + MaximumRows, rowEnd);
            var packedA = ThreadBuffers<T>.ForA(MaximumDepth * (MaximumRows + TileHeights<TSimd, TVector, T>.Maximum));
            var whole = i + TileHeights<TSimd, TVector, T>.Whole(iEnd - i);
            ProductPacking<TSimd, TVector, T>.PackA(work, packA ? i : whole, iEnd, p, pEnd, packedA);
            for (var j = column; j < columnEnd; j += PanelWidth)
            {
                var panel = packedB + (nint)(j - column) * depth;
                var width = Math.Min(PanelWidth, columnEnd - j);
                for (int r = i, height; r < iEnd; r += height)
                {
                    height = TileHeights<TSimd, TVector, T>.Next(iEnd - r);
                    var packed = packA || r >= whole;
                    var a = packed ? packedA + (nint)(packA ? r - i : 0) * depth : work.A + r * work.ARowStride + p * work.AColumnStride;
                    if (depth >= PrefetchDepth)
                        Prefetch(work, r + height < iEnd ? r + height : i, iEnd, r + height < iEnd ? j : j + PanelWidth);
                    ComputeTile(work, r, height, iEnd - r, j, width, depth, a, packed ? 1 : work.ARowStride,
                        packed ? height : work.AColumnStride, panel, p > 0, last);
                }
            }
        }
    }

    /// <summary>
    /// Calls the next tile's sums into the first-level cache while this one is computed: rows of C lie far apart, and waiting for each
    /// costs more than a tile's work.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(in ProductWork<TSimd, TVector, T> work, int row, int rowEnd, int column)
    {
        if (!Prefetching.IsSupported || column >= work.N)
            return;
        var end = Math.Min(row + TileHeights<TSimd, TVector, T>.Maximum, rowEnd);
        for (var c = work.C + (nint)row * work.N + column; row < end; row++, c += work.N)
        {
            Prefetching.Line(c);
            Prefetching.Line(c + TSimd.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ComputeTile(
        in ProductWork<TSimd, TVector, T> work, int row, int height, int rowsLeft, int column, int width, int depth,
        T* a, nint aRowStride, nint aColumnStride, T* panel, bool @continue, bool last)
    {
        var c = work.C + (nint)row * work.N + column;
        var bias = last && work.Bias != null ? work.Bias + column : null;
        var factor = last ? work.Factor : null;
        var panelWidth = width <= TSimd.Count ? TSimd.Count : PanelWidth;
        if (rowsLeft >= height && width == panelWidth)
        {
            Multiply(height, panelWidth, depth, a, aRowStride, aColumnStride, panel, c, work.N,
                new TileFinish<T>(@continue, bias, last && work.Rectify, factor: factor));
        }
        else
        {
            ComputeEdge(c, work.N, height, Math.Min(height, rowsLeft), width, panelWidth, depth, a, aRowStride, aColumnStride, panel,
                @continue, bias, last && work.Rectify, factor);
        }
    }

    /// <summary>A tile that hangs over the edge of C is computed beside it and its valid part copied.</summary>
    [SkipLocalsInit]
    private static void ComputeEdge(
        T* c, nint cStride, int height, int rows, int width, int panelWidth, int depth, T* a, nint aRowStride, nint aColumnStride,
        T* panel, bool @continue, T* bias, bool rectify, T? factor)
    {
        var tile = stackalloc T[height * panelWidth];
        var paddedBias = stackalloc T[panelWidth];
        if (@continue)
        {
            for (var i = 0; i < rows; i++)
                new ReadOnlySpan<T>(c + i * cStride, width).CopyTo(new Span<T>(tile + i * panelWidth, width));
        }

        if (bias != null)
            new ReadOnlySpan<T>(bias, width).CopyTo(new Span<T>(paddedBias, width));
        Multiply(
            height, panelWidth, depth, a, aRowStride, aColumnStride, panel, tile, panelWidth,
            new TileFinish<T>(@continue, bias == null ? null : paddedBias, rectify, factor: factor));
        for (var i = 0; i < rows; i++)
            new ReadOnlySpan<T>(tile + i * panelWidth, width).CopyTo(new Span<T>(c + i * cStride, width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(
        int height, int panelWidth, int depth, T* a, nint aRowStride, nint aColumnStride, T* panel, T* c, nint cStride,
        TileFinish<T> finish)
    {
        if (!TSimd.ManyRegisters)
            MultiplyFlat(height, panelWidth, depth, a, aRowStride, aColumnStride, panel, c, cStride, finish);
        else if (height == ProductTallTile<TSimd, TVector, T>.Rows && panelWidth > TSimd.Count)
            ProductTallTile<TSimd, TVector, T>.Wide(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else if (height == ProductTallTile<TSimd, TVector, T>.Rows)
            ProductTallTile<TSimd, TVector, T>.Narrow(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else if (panelWidth > TSimd.Count)
            ProductTile<TSimd, TVector, T>.Wide(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else
            ProductTile<TSimd, TVector, T>.Narrow(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
    }

    /// <summary>As above, on machines with 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyFlat(
        int height, int panelWidth, int depth, T* a, nint aRowStride, nint aColumnStride, T* panel, T* c, nint cStride,
        TileFinish<T> finish)
    {
        if (height == ProductFlatTile<TSimd, TVector, T>.Rows && panelWidth > TSimd.Count)
            ProductFlatTile<TSimd, TVector, T>.SixWide(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else if (height == ProductFlatTile<TSimd, TVector, T>.Rows)
            ProductFlatTile<TSimd, TVector, T>.SixNarrow(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else if (panelWidth > TSimd.Count)
            ProductFlatTile<TSimd, TVector, T>.FourWide(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
        else
            ProductFlatTile<TSimd, TVector, T>.FourNarrow(depth, a, aRowStride, aColumnStride, panel, panelWidth, c, cStride, finish);
    }
}

/// <summary>
/// C [m, n] = A [m, k] B [k, n] with an epilogue, as pointers; split into a grid of parts, each with rows and columns of C of its own.
/// </summary>
internal unsafe struct ProductWork<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that stay together when the work is split.</summary>
    public const int Unit = ProductTile<TSimd, TVector, T>.Rows;

    public int M, N, K;
    public T* A;
    public nint ARowStride, AColumnStride;
    public T* B;
    public nint BRowStride, BColumnStride;
    public T* C;
    public T* Bias;
    public bool Rectify;
    public T? Factor;
    public int RowParts, ColumnParts;

    public void Run(int part)
    {
        var panel = ProductRegion<TSimd, TVector, T>.PanelWidth;
        var (firstTile, endTile) = Parts.Of((M + Unit - 1) / Unit, RowParts, part / ColumnParts);
        var (firstPanel, endPanel) = Parts.Of((N + panel - 1) / panel, ColumnParts, part % ColumnParts);
        ProductRegion<TSimd, TVector, T>.Compute(
            this, firstTile * Unit, Math.Min(endTile * Unit, M), firstPanel * panel, Math.Min(endPanel * panel, N));
    }
}
