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
    private ConvolutionFinish<T> _finish;
    private WinogradShape _tiles;
    private T* _x, _filters, _y;
    private int _total, _group, _parts, _inputs, _outputs;

    /// <summary>Overwrites y.</summary>
    /// <param name="filters">As <see cref="WinogradFilters{TSimd, TVector, T}.Transform"/> leaves them.</param>
    /// <param name="finish">Padded to whole vectors of outputs.</param>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* filters, ConvolutionFinish<T> finish, T* y)
    {
        var work = new WinogradConvolution<TSimd, TVector, T>
        {
            _shape = shape,
            _tiles = new WinogradShape(shape),
            _x = x,
            _filters = filters,
            _y = y,
            _finish = finish,
            _inputs = Padded(shape.InputChannels),
            _outputs = Padded(shape.OutputChannels),
        };
        work._group = WinogradShape.GroupSize(work._inputs, work._outputs);
        work._total = checked(batch * work._tiles.Tiles);
        work._parts = BatchParts.Count(workers, work._total, shape.MultiplyAdds / 3 / work._tiles.Tiles);
        workers.Run(ref work, work._parts);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_total, _parts, part);
        var inputPlaces = (nint)_group * _inputs + TSimd.Count;
        var outputPlaces = (nint)_group * _outputs + TSimd.Count;
        var v = ThreadBuffers<T>.ForA(checked((int)(WinogradShape.Places * inputPlaces)));
        var m = ThreadBuffers<T>.ForB(checked((int)(WinogradShape.Places * outputPlaces)));
        for (var tile = first; tile < end; tile += _group)
        {
            var count = Math.Min(_group, end - tile);
            WinogradTiles<TSimd, TVector, T>.Inputs(_shape, _tiles, _x, tile, count, v, _inputs, inputPlaces);
            Multiply(v, inputPlaces, m, outputPlaces, count);
            for (var i = 0; i < count; i++)
            {
                WinogradTiles<TSimd, TVector, T>.StoreOutputs(
                    _shape, _tiles, tile + i, 0, _shape.OutputChannels, m + (nint)i * _outputs, outputPlaces, _finish, _y);
            }
        }
    }

    private static int Padded(int channels) => (channels + TSimd.Count - 1) / TSimd.Count * TSimd.Count;

    [SkipLocalsInit]
    private readonly void Multiply(T* v, nint inputPlaces, T* m, nint outputPlaces, int count)
    {
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        nint channels = _shape.InputChannels;
        var rows = stackalloc T*[Rows];
        var start = (nint)0;
        var runs = new TileRuns(1, channels, &start, &start);
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
                    ConvolutionTile<TSimd, TVector, T>.Compute(runs, rows, panel, width, m + row * _outputs + k, _outputs, default);
                }
            }
        }
    }
}
