using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient by the weights through Winograd's transforms: at each of the 36 places the sum over tiles of the input's transform times
/// the output gradient's, then back to 3 × 3. The batch is cut into a number of parts that does not depend on threads; the parts' sums are
/// added in their order.
/// </summary>
internal unsafe struct WinogradWeightGradient<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = GradientTile<TSimd, TVector, T>.Rows;
    private ConvolutionShape _shape;
    private WinogradShape _tiles;
    private T* _x, _dy, _sums;
    private int _batch, _group, _parts, _inputs, _inputRows, _outputs;

    /// <summary>Overwrites dWeight.</summary>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* dy, T* dWeight)
    {
        var work = new WinogradWeightGradient<TSimd, TVector, T>
        {
            _shape = shape,
            _tiles = new WinogradShape(shape),
            _x = x,
            _dy = dy,
            _batch = batch,
            _inputs = RoundUp(shape.InputChannels + Rows - 1, TSimd.Count),
            _inputRows = RoundUp(shape.InputChannels, Rows),
            _outputs = RoundUp(shape.OutputChannels, GradientTile<TSimd, TVector, T>.Width),
        };
        work._group = WinogradShape.GradientGroupSize(work._inputs, work._outputs);
        var size = work.SumsSize;
        work._parts = BatchParts.CountSums(batch, shape.MultiplyAdds / 3, size);
        work._sums = ThreadBuffers<T>.ForPartials(Math.Max(1, work._parts) * size);
        if (work._parts == 0)
            new Span<T>(work._sums, size).Clear();
        workers.Run(ref work, work._parts);
        PartialSums.Add(workers, work._sums, size, work._parts);
        var gradient = ThreadBuffers<T>.ForB(shape.Taps * work._outputs);
        WinogradFilters<TSimd, TVector, T>.TransformGradient(work._sums, shape.InputChannels, work._inputRows, work._outputs, gradient);
        Transposition.Pack(gradient, work._outputs, shape.Taps, shape.OutputChannels, shape.Taps, dWeight);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var sums = _sums + (nint)part * SumsSize;
        new Span<T>(sums, SumsSize).Clear();
        var inputPlaces = (nint)_group * _inputs + TSimd.Count;
        var outputPlaces = (nint)_group * _outputs + TSimd.Count;
        var v = ThreadBuffers<T>.ForA(checked((int)(WinogradShape.Places * inputPlaces)));
        var z = ThreadBuffers<T>.ForB(checked((int)(WinogradShape.Places * outputPlaces)));
        for (var tile = first * _tiles.Tiles; tile < end * _tiles.Tiles; tile += _group)
        {
            var count = Math.Min(_group, end * _tiles.Tiles - tile);
            WinogradTiles<TSimd, TVector, T>.Inputs(_shape, _tiles, _x, tile, count, v, _inputs, inputPlaces);
            WinogradTiles<TSimd, TVector, T>.OutputGradients(_shape, _tiles, _dy, tile, count, z, _outputs, outputPlaces);
            Accumulate(v, inputPlaces, z, outputPlaces, count, sums);
        }
    }

    /// <summary>Elements of one part's sums, [36, inputs, outputs], both filled up to whole tiles.</summary>
    private readonly int SumsSize => checked(WinogradShape.Places * _inputRows * _outputs);

    private static int RoundUp(int count, int unit) => (count + unit - 1) / unit * unit;

    /// <summary>At each place sums += vᵀ z.</summary>
    [SkipLocalsInit]
    private readonly void Accumulate(T* v, nint inputPlaces, T* z, nint outputPlaces, int count, T* sums)
    {
        var vAt = stackalloc nint[count];
        var zAt = stackalloc nint[count];
        for (nint i = 0; i < count; i++)
            (vAt[i], zAt[i]) = (i * _inputs, i * _outputs);
        for (var place = 0; place < WinogradShape.Places; place++, v += inputPlaces, z += outputPlaces, sums += (nint)_inputRows * _outputs)
        {
            for (nint k = 0; k < _outputs; k += GradientTile<TSimd, TVector, T>.Width)
            {
                for (nint c = 0; c < _inputRows; c += Rows)
                    GradientTile<TSimd, TVector, T>.Add(count, v + c, vAt, z + k, zAt, sums + c * _outputs + k, _outputs, true);
            }
        }
    }
}
