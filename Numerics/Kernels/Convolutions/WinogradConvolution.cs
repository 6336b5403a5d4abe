using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Convolution by Winograd's method, a group of tiles at a time: transform the inputs, 36 small matrix products over the channels,
/// transform back. In float its error is some 10⁻⁶ of the largest result, ten times that of the direct way. A NaN reaches the whole tiles
/// that see it.
/// </summary>
internal unsafe struct WinogradConvolution<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = ConvolutionTile<TSimd, TVector, T>.Rows;
    private ConvolutionShape _shape;
    private WinogradShape _tiles;
    private T* _x, _filters, _bias, _y;
    private int _batch, _group, _parts, _inputs, _outputs;
    private bool _rectify;

    /// <summary>Overwrites y.</summary>
    /// <param name="filters">As <see cref="WinogradFilters{TSimd, TVector, T}.Transform"/> leaves them.</param>
    /// <param name="bias">Padded to whole vectors of outputs, or null.</param>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* filters, T* bias, bool rectify, T* y)
    {
        var work = new WinogradConvolution<TSimd, TVector, T>
        {
            _shape = shape,
            _tiles = new WinogradShape(shape),
            _x = x,
            _filters = filters,
            _bias = bias,
            _y = y,
            _batch = batch,
            _rectify = rectify,
            _inputs = Padded(shape.InputChannels),
            _outputs = Padded(shape.OutputChannels),
        };
        work._group = WinogradShape.GroupSize(work._inputs, work._outputs);
        work._parts = BatchParts.Count(workers, batch, shape.MultiplyAdds / 3);
        workers.Run(ref work, work._parts);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var inputPlaces = (nint)_group * _inputs + TSimd.Count;
        var outputPlaces = (nint)_group * _outputs + TSimd.Count;
        var v = ThreadBuffers<T>.ForA(checked((int)(WinogradShape.Places * inputPlaces)));
        var m = ThreadBuffers<T>.ForB(checked((int)(WinogradShape.Places * outputPlaces)));
        for (var tile = first * _tiles.Tiles; tile < end * _tiles.Tiles; tile += _group)
        {
            var count = Math.Min(_group, end * _tiles.Tiles - tile);
            WinogradTiles<TSimd, TVector, T>.Inputs(_shape, _tiles, _x, tile, count, v, _inputs, inputPlaces);
            Multiply(v, inputPlaces, m, outputPlaces, count);
            for (var i = 0; i < count; i++)
                StoreTile(tile + i, m + (nint)i * _outputs, outputPlaces);
        }
    }

    private static int Padded(int channels) => (channels + TSimd.Count - 1) / TSimd.Count * TSimd.Count;

    [SkipLocalsInit]
    private readonly void Multiply(T* v, nint inputPlaces, T* m, nint outputPlaces, int count)
    {
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        nint channels = _shape.InputChannels;
        var rows = stackalloc T*[Rows];
        for (var place = 0; place < WinogradShape.Places; place++, v += inputPlaces, m += outputPlaces)
        {
            for (var k = 0; k < _shape.OutputChannels; k += panelWidth)
            {
                var width = _shape.OutputChannels - k <= TSimd.Count ? TSimd.Count : panelWidth;
                var panel = _filters + ((nint)k * WinogradShape.Places + (nint)place * width) * channels;
                for (nint row = 0; row < count; row += Rows)
                {
                    for (nint i = 0; i < Rows; i++)
                        rows[i] = v + (row + i) * _inputs;
                    ConvolutionTile<TSimd, TVector, T>.Compute(
                        1, channels, 0, rows, panel, width, m + row * _outputs + k, _outputs, default);
                }
            }
        }
    }

    [SkipLocalsInit]
    private readonly void StoreTile(int tile, T* m, nint placeStride)
    {
        var (sample, row, column) = _tiles.Of(tile);
        nint channels = _shape.OutputChannels;
        var pitch = _shape.OutputWidth * channels;
        nint w = TSimd.Count;
        var target = _y + (nint)sample * _shape.OutputSize + row * pitch + column * channels;
        var (rows, columns) = (Math.Min(WinogradShape.Step, _shape.OutputHeight - row),
            Math.Min(WinogradShape.Step, _shape.OutputWidth - column));
        var room = stackalloc T[17 * TSimd.Count];
        var aside = VectorAlignment.Of(room, TSimd.Count);
        for (var k = 0; k < channels; k += TSimd.Count)
        {
            var finish = new TileFinish<T>(false, _bias == null ? null : _bias + k, _rectify);
            var valid = (int)Math.Min(w, channels - k);
            if (rows == WinogradShape.Step && columns == WinogradShape.Step && valid == TSimd.Count)
            {
                WinogradTransform<TSimd, TVector, T>.Output(m + k, placeStride, target + k, pitch, channels, finish);
                continue;
            }

            WinogradTransform<TSimd, TVector, T>.Output(m + k, placeStride, aside, WinogradShape.Step * w, w, finish);
            for (var y = 0; y < rows; y++)
            {
                for (var x = 0; x < columns; x++)
                {
                    var pixel = new ReadOnlySpan<T>(aside + (y * WinogradShape.Step + x) * w, valid);
                    pixel.CopyTo(new Span<T>(target + y * pitch + x * channels + k, valid));
                }
            }
        }
    }
}
