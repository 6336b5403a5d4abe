using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Convolution by Winograd's method for many channels, whose transformed filters fit into no cache: the inputs of up to a hundred tiles
/// are transformed first; then each panel of output channels transforms its own filters, some input channels at a time, multiplies them
/// with all tiles and transforms back. Filters are so read once for all these tiles, and threads share out channels, so that one image
/// alone keeps all of them busy.
/// </summary>
internal unsafe struct WinogradPanelConvolution<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = ConvolutionTile<TSimd, TVector, T>.Rows;
    private const int MaximumTiles = 96;
    private const int TilesAPart = 4;

    /// <summary>Input channels at a time: the filters of a panel at 36 places then take some 300 KB.</summary>
    private const int InputBlock = 128;
    private ConvolutionShape _shape;
    private ConvolutionFinish<T> _finish;
    private WinogradShape _tiles;
    private ConvolutionFilters<T> _filters;
    private T* _x, _y, _v;
    private nint _stride, _placeStride;
    private int _first, _count;
    private bool _multiplying;

    /// <summary>Overwrites y.</summary>
    /// <param name="filters">The filters of this shape.</param>
    public static void Run(
        WorkerPool workers, int batch, ConvolutionShape shape, T* x, ConvolutionFilters<T> filters, ConvolutionFinish<T> finish, T* y)
    {
        var work = new WinogradPanelConvolution<TSimd, TVector, T>
        {
            _shape = shape,
            _tiles = new WinogradShape(shape),
            _filters = filters,
            _x = x,
            _y = y,
            _finish = finish,
            _stride = WinogradShape.RowStride<T>(shape.InputChannels),
        };
        var total = checked(batch * work._tiles.Tiles);
        var rows = WinogradShape.EvenShare(total, MaximumTiles, Rows);
        work._placeStride = rows * work._stride;
        var padded = VectorPadding.Of<T>(shape.OutputChannels);
        var room = checked((int)(WinogradShape.Places * work._placeStride));
        work._v = ThreadBuffers<T>.ForPartials(checked(room + ConvolutionFinish<T>.Room(padded)));
        work._finish = finish.Padded(shape.OutputChannels, padded, work._v + room);
        var panels = (shape.OutputChannels + PanelWidth - 1) / PanelWidth;
        for (; work._first < total; work._first += work._count)
        {
            work._count = Math.Min(rows, total - work._first);
            work._multiplying = false;
            workers.Run(ref work, (work._count + TilesAPart - 1) / TilesAPart);
            work._multiplying = true;
            workers.Run(ref work, panels);
        }
    }

    public readonly void Run(int part)
    {
        if (_multiplying)
        {
            ComputePanel(part * PanelWidth);
            return;
        }

        var tile = part * TilesAPart;
        WinogradTiles<TSimd, TVector, T>.Inputs(
            _shape, _tiles, _x, _first + tile, Math.Min(TilesAPart, _count - tile), _v + tile * _stride, (int)_stride, _placeStride);
    }

    private static int PanelWidth => ConvolutionTile<TSimd, TVector, T>.PanelWidth;

    private readonly void ComputePanel(int k)
    {
        var outputs = Math.Min(PanelWidth, _shape.OutputChannels - k);
        var width = outputs <= TSimd.Count ? TSimd.Count : PanelWidth;
        var rows = (_count + Rows - 1) / Rows * Rows;
        var sumStride = (nint)rows * width + 64 / sizeof(T);
        var sums = ThreadBuffers<T>.ForA(checked((int)(WinogradShape.Places * sumStride)));
        var block = Math.Min(InputBlock, _shape.InputChannels);
        var taps = ThreadBuffers<T>.ForB((WinogradShape.Places + WinogradFilters<TSimd, TVector, T>.Taps) * block * width);
        var transformed = taps + (nint)WinogradFilters<TSimd, TVector, T>.Taps * block * width;
        for (var c = 0; c < _shape.InputChannels; c += block)
        {
            var inputs = Math.Min(block, _shape.InputChannels - c);
            _filters.Copy(c, inputs, k, outputs, width, taps);
            WinogradFilters<TSimd, TVector, T>.Transform(taps, inputs, width, width, _filters.Mirrored, transformed);
            Multiply(c, inputs, transformed, width, sums, sumStride);
        }

        for (var i = 0; i < _count; i++)
        {
            WinogradTiles<TSimd, TVector, T>.StoreOutputs(
                _shape, _tiles, _first + i, k, outputs, sums + (nint)i * width, sumStride, _finish, _y);
        }
    }

    /// <summary>At each place sums [tiles, panel] (+)= inputs · filters.</summary>
    [SkipLocalsInit]
    private readonly void Multiply(int c, int inputs, T* transformed, int width, T* sums, nint sumStride)
    {
        var windows = stackalloc T*[Rows];
        var start = (nint)0;
        var runs = new TileRuns(1, inputs, &start, &start);
        var finish = new TileFinish<T>(c > 0, null, false);
        for (var place = 0; place < WinogradShape.Places; place++, transformed += inputs * width, sums += sumStride)
        {
            var v = _v + place * _placeStride + c;
            for (nint row = 0; row < _count; row += Rows)
            {
                for (var i = 0; i < Rows; i++, v += _stride)
                    windows[i] = v;
                ConvolutionTile<TSimd, TVector, T>.Compute(runs, windows, transformed, width, sums + row * width, width, finish);
            }
        }
    }
}
