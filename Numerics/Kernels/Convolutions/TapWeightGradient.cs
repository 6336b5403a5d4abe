using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient by the weights tap by tap, without copies: for each tap and some hundred output pixels a list of those whose input lies
/// inside the image, then the sum of outer products of dy and x over the list. Products with padding are left out. Each block of filters
/// and input channels has all its sums in a cache and runs over the pixels in their order, so the number of threads changes nothing.
/// </summary>
internal unsafe struct TapWeightGradient<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = GradientTile<TSimd, TVector, T>.Rows;

    /// <summary>Tiles of filters in a block.</summary>
    private const int BlockTiles = 16;
    private const int PixelsAtATime = 128;

    /// <summary>Input channels up to which a block has one panel of them, so that there are blocks enough for several threads.</summary>
    private const int FewChannels = 128;
    private ConvolutionShape _shape;
    private T* _x, _dy, _dWeight;
    private int _pixels, _tiles, _panels, _blockPanels, _inputBlocks;

    private static int Width => GradientTile<TSimd, TVector, T>.Width;

    /// <summary>Whether a tile fits into the channels; the last one of each direction overlaps the one before.</summary>
    public static bool Fits(ConvolutionShape shape) => shape.InputChannels >= Math.Max(32, Width) && shape.OutputChannels >= Rows;

    /// <summary>Overwrites dWeight.</summary>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* dy, T* dWeight)
    {
        var work = new TapWeightGradient<TSimd, TVector, T>
        {
            _shape = shape,
            _x = x,
            _dy = dy,
            _dWeight = dWeight,
            _pixels = checked(batch * shape.OutputHeight * shape.OutputWidth),
            _tiles = (shape.OutputChannels + Rows - 1) / Rows,
            _panels = (shape.InputChannels + Width - 1) / Width,
            _blockPanels = shape.InputChannels <= FewChannels ? 1 : 2,
        };
        work._inputBlocks = (work._panels + work._blockPanels - 1) / work._blockPanels;
        workers.Run(ref work, (work._tiles + BlockTiles - 1) / BlockTiles * work._inputBlocks);
    }

    [SkipLocalsInit]
    public readonly void Run(int part)
    {
        var (filterBlock, inputBlock) = Math.DivRem(part, _inputBlocks);
        var (firstTile, firstPanel) = (filterBlock * BlockTiles, inputBlock * _blockPanels);
        var (tiles, panels) = (Math.Min(BlockTiles, _tiles - firstTile), Math.Min(_blockPanels, _panels - firstPanel));
        var places = _shape.KernelHeight * _shape.KernelWidth;
        var stride = (nint)_blockPanels * Width;
        var tapSize = BlockTiles * Rows * stride;
        var sums = ThreadBuffers<T>.ForA(checked((int)(places * tapSize)));
        var windows = stackalloc PixelWindow[PixelsAtATime];
        var dyAt = stackalloc nint[PixelsAtATime];
        var xAt = stackalloc nint[PixelsAtATime];
        var pixel = 0;
        do
        {
            var count = Math.Min(PixelsAtATime, _pixels - pixel);
            PixelWindow.List(_shape, pixel, count, windows);
            for (var tap = 0; tap < places; tap++)
            {
                var inside = PixelWindow.Inside(_shape, tap, windows, count, pixel, dyAt, xAt);
                for (var panel = 0; panel < panels; panel++)
                {
                    var x = _x + Channel(firstPanel + panel);
                    for (var tile = 0; tile < tiles; tile++)
                    {
                        GradientTile<TSimd, TVector, T>.Add(inside, _dy + Filter(firstTile + tile), dyAt, x, xAt,
                            sums + tap * tapSize + tile * Rows * stride + panel * Width, stride, pixel > 0);
                    }
                }
            }

            pixel += count;
        }
        while (pixel < _pixels);
        for (var tile = 0; tile < tiles; tile++)
        {
            for (var panel = 0; panel < panels; panel++)
            {
                for (var row = 0; row < Rows; row++)
                {
                    var from = sums + (tile * Rows + row) * stride + panel * Width;
                    var to = _dWeight + (nint)(Filter(firstTile + tile) + row) * _shape.Taps + (nint)Channel(firstPanel + panel) * places;
                    Transposition.Turn(from, tapSize, places, Width, places, to);
                }
            }
        }
    }

    private readonly int Filter(int tile) => Math.Min(tile * Rows, _shape.OutputChannels - Rows);

    private readonly int Channel(int panel) => Math.Min(panel * Width, _shape.InputChannels - Width);
}

/// <summary>Where the window of an output pixel begins: row, column, and the element, which may lie outside the image.</summary>
internal readonly unsafe struct PixelWindow(int top, int left, nint start)
{
    private readonly int _top = top;
    private readonly int _left = left;
    private readonly nint _start = start;

    /// <summary>The windows of some output pixels, counted through the batch.</summary>
    public static void List(in ConvolutionShape shape, int pixel, int count, PixelWindow* windows)
    {
        var (rows, columns) = (shape.OutputHeight, shape.OutputWidth);
        var (row, column) = Math.DivRem(pixel, columns);
        (var sample, row) = Math.DivRem(row, rows);
        for (var i = 0; i < count; i++)
        {
            var (top, left) = (row * shape.StrideY - shape.PaddingY, column * shape.StrideX - shape.PaddingX);
            windows[i] = new PixelWindow(
                top, left, (nint)sample * shape.InputSize + ((nint)top * shape.InputWidth + left) * shape.InputChannels);
            if (++column < columns)
                continue;
            column = 0;
            if (++row < rows)
                continue;
            row = 0;
            sample++;
        }
    }

    /// <summary>Lists the pixels whose input at a tap lies inside the image, and gives their number.</summary>
    /// <param name="tap">Place in the window, row by row.</param>
    /// <param name="pixel">The first pixel's number in the batch.</param>
    /// <param name="dyAt">The first element of each listed pixel of the output.</param>
    /// <param name="xAt">The first element of its input.</param>
    public static int Inside(in ConvolutionShape shape, int tap, PixelWindow* windows, int count, nint pixel, nint* dyAt, nint* xAt)
    {
        var (y, x) = Math.DivRem(tap, shape.KernelWidth);
        var (height, width) = ((uint)shape.InputHeight, (uint)shape.InputWidth);
        var offset = ((nint)y * shape.InputWidth + x) * shape.InputChannels;
        nint filters = shape.OutputChannels;
        var inside = 0;
        for (var i = 0; i < count; i++)
        {
            dyAt[inside] = (pixel + i) * filters;
            xAt[inside] = windows[i]._start + offset;
            if ((uint)(windows[i]._top + y) < height && (uint)(windows[i]._left + x) < width)
                inside++;
        }

        return inside;
    }
}
