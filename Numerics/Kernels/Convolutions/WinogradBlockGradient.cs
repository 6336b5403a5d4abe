using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient by the weights through Winograd's transforms, for many channels, where the sums at all 36 places are too large for a
/// cache: the tiles are transformed first, some hundred at a time, and then each block of input and output channels is summed over all of
/// them and brought back to 3 × 3. Each sum runs over the tiles in their order, so the number of threads changes nothing.
/// </summary>
internal unsafe struct WinogradBlockGradient<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Input channels of a block.</summary>
    private const int InputBlock = 8 * GradientTile<TSimd, TVector, T>.Rows;

    /// <summary>Bytes of a row of a block's output channels: with the input channels some 400 KB at 36 places.</summary>
    private const int OutputBlockBytes = 256;
    private const int MaximumTiles = 128;
    private const int TilesAPart = 4;
    private const int Taps = 9;
    private ConvolutionShape _shape;
    private WinogradShape _tiles;
    private T* _x, _dy, _dWeight, _v, _z, _sums;
    private nint _inputStride, _outputStride, _inputPlaces, _outputPlaces;
    private int _first, _count, _outputBlocks, _blockSize;
    private bool _summing, _last;

    private static int OutputBlock => Math.Max(OutputBlockBytes / sizeof(T), GradientTile<TSimd, TVector, T>.Width);

    /// <summary>Overwrites dWeight.</summary>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* dy, T* dWeight)
    {
        var work = new WinogradBlockGradient<TSimd, TVector, T>
        {
            _shape = shape,
            _tiles = new WinogradShape(shape),
            _x = x,
            _dy = dy,
            _dWeight = dWeight,
            _inputStride = WinogradShape.RowStride<T>(shape.InputChannels),
            _outputStride = WinogradShape.RowStride<T>(shape.OutputChannels),
        };
        var total = checked(batch * work._tiles.Tiles);
        var rows = WinogradShape.EvenShare(total, MaximumTiles, 1);
        var blocks = (shape.InputChannels + InputBlock - 1) / InputBlock;
        work._outputBlocks = (shape.OutputChannels + OutputBlock - 1) / OutputBlock;
        work._blockSize = WinogradShape.Places * InputBlock * OutputBlock;
        (work._inputPlaces, work._outputPlaces) = (rows * work._inputStride, rows * work._outputStride);
        var transformed = WinogradShape.Places * (work._inputPlaces + work._outputPlaces);
        var kept = total > rows ? (nint)blocks * work._outputBlocks * work._blockSize : 0;
        work._v = ThreadBuffers<T>.ForPartials(checked((int)(transformed + kept)));
        work._z = work._v + WinogradShape.Places * work._inputPlaces;
        work._sums = kept == 0 ? null : work._v + transformed;
        do
        {
            work._count = Math.Min(rows, total - work._first);
            work._last = work._first + work._count == total;
            work._summing = false;
            workers.Run(ref work, (work._count + TilesAPart - 1) / TilesAPart);
            work._summing = true;
            workers.Run(ref work, blocks * work._outputBlocks);
            work._first += work._count;
        }
        while (!work._last);
    }

    public readonly void Run(int part)
    {
        if (_summing)
            Sum(part);
        else
            Transform(part * TilesAPart, Math.Min(TilesAPart, _count - part * TilesAPart));
    }

    private readonly void Transform(int tile, int count)
    {
        WinogradTiles<TSimd, TVector, T>.Inputs(
            _shape, _tiles, _x, _first + tile, count, _v + tile * _inputStride, (int)_inputStride, _inputPlaces);
        WinogradTiles<TSimd, TVector, T>.OutputGradients(
            _shape, _tiles, _dy, _first + tile, count, _z + tile * _outputStride, (int)_outputStride, _outputPlaces);
    }

    /// <summary>One block of channels: [36, input channels, output channels] += vᵀ z, at the end back to the filters.</summary>
    [SkipLocalsInit]
    private readonly void Sum(int block)
    {
        var (inputBlock, outputBlock) = Math.DivRem(block, _outputBlocks);
        var (c0, k0) = (inputBlock * InputBlock, outputBlock * OutputBlock);
        var (inputs, outputs) = (Math.Min(InputBlock, _shape.InputChannels - c0), Math.Min(OutputBlock, _shape.OutputChannels - k0));
        var sums = _sums == null ? ThreadBuffers<T>.ForA(_blockSize) : _sums + (nint)block * _blockSize;
        nint width = OutputBlock;
        var vAt = stackalloc nint[MaximumTiles];
        var zAt = stackalloc nint[MaximumTiles];
        for (var i = 0; i < _count; i++)
            (vAt[i], zAt[i]) = (i * _inputStride, i * _outputStride);
        T* v = _v + c0, z = _z + k0, to = sums;
        for (var place = 0; place < WinogradShape.Places; place++, v += _inputPlaces, z += _outputPlaces, to += InputBlock * width)
        {
            for (nint k = 0; k < outputs; k += GradientTile<TSimd, TVector, T>.Width)
            {
                for (nint c = 0; c < inputs; c += GradientTile<TSimd, TVector, T>.Rows)
                    GradientTile<TSimd, TVector, T>.Add(_count, v + c, vAt, z + k, zAt, to + c * width + k, width, _first > 0);
            }
        }

        if (!_last)
            return;
        var filters = ThreadBuffers<T>.ForB(InputBlock * Taps * OutputBlock);
        WinogradFilters<TSimd, TVector, T>.TransformGradient(sums, inputs, InputBlock, OutputBlock, filters);
        Transposition.Turn(
            filters, width, inputs * Taps, outputs, _shape.Taps, _dWeight + (nint)k0 * _shape.Taps + (nint)c0 * Taps);
    }
}
