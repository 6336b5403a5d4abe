using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient by the weights: for some tens of pixels at a time, dyᵀ · windows is added to sums [filters, taps · channels]. The batch is
/// cut into a number of parts that does not depend on threads; the parts' sums are added in their order.
/// </summary>
internal unsafe struct PatchWeightGradient<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PixelsAtATime = 64;
    private const int Rows = GradientTile<TSimd, TVector, T>.Rows;
    private ConvolutionShape _shape;
    private T* _x, _dy, _sums;
    private int _batch, _parts;

    /// <summary>Overwrites dWeight.</summary>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* dy, T* dWeight)
    {
        var work = new PatchWeightGradient<TSimd, TVector, T> { _shape = shape, _x = x, _dy = dy, _batch = batch };
        var size = checked(Filters(shape) * Stride(shape));
        work._parts = BatchParts.CountSums(batch, shape.MultiplyAdds, size);
        work._sums = ThreadBuffers<T>.ForPartials(Math.Max(1, work._parts) * size);
        if (work._parts == 0)
            new Span<T>(work._sums, size).Clear();
        workers.Run(ref work, work._parts);
        PartialSums.Add(workers, work._sums, size, work._parts);
        var ordered = ThreadBuffers<T>.ForB(shape.WeightSize);
        for (var k = 0; k < shape.OutputChannels; k++)
        {
            var row = new ReadOnlySpan<T>(work._sums + work.Row(k) * Stride(shape), shape.Taps);
            row.CopyTo(new Span<T>(ordered + (nint)k * shape.Taps, shape.Taps));
        }

        FilterOrder.FromInputsLast(shape, ordered, shape.Taps, dWeight);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var pixels = _shape.OutputHeight * _shape.OutputWidth;
        var stride = Stride(_shape);
        var sums = _sums + (nint)part * Filters(_shape) * stride;
        new Span<T>(sums, Filters(_shape) * stride).Clear();
        var windows = ThreadBuffers<T>.ForA(checked(PixelsAtATime * stride + PatchRows<TSimd, TVector, T>.Slack));
        for (var pixel = first * pixels; pixel < end * pixels; pixel += PixelsAtATime)
        {
            var count = Math.Min(PixelsAtATime, end * pixels - pixel);
            PatchRows<TSimd, TVector, T>.Gather(_shape, _x, _x + (nint)_batch * _shape.InputSize, pixel, count, windows, stride);
            Accumulate(_dy + (nint)pixel * _shape.OutputChannels, count, windows, sums);
        }
    }

    /// <summary>sums += dyᵀ · windows.</summary>
    [SkipLocalsInit]
    private readonly void Accumulate(T* dy, int count, T* windows, T* sums)
    {
        var filters = _shape.OutputChannels;
        if (filters < Rows)
        {
            var padded = ThreadBuffers<T>.ForB(PixelsAtATime * Rows);
            for (var p = 0; p < count; p++)
            {
                for (var k = 0; k < Rows; k++)
                    padded[p * Rows + k] = k < filters ? dy[p * filters + k] : T.Zero;
            }

            dy = padded;
            filters = Rows;
        }

        nint stride = Stride(_shape);
        var dyAt = stackalloc nint[PixelsAtATime];
        var windowsAt = stackalloc nint[PixelsAtATime];
        for (nint p = 0; p < count; p++)
            (dyAt[p], windowsAt[p]) = (p * filters, p * stride);
        for (nint j = 0; j < stride; j += GradientTile<TSimd, TVector, T>.Width)
        {
            for (var row = 0; row < Filters(_shape); row += Rows)
            {
                GradientTile<TSimd, TVector, T>.Add(
                    count, dy + Math.Min(row, filters - Rows), dyAt, windows + j, windowsAt, sums + row * stride + j, stride, true);
            }
        }
    }

    /// <summary>Where the sums of a filter lie: the last tile of 6 overlaps the one before where 6 does not divide the filters.</summary>
    private readonly nint Row(int filter)
    {
        var tile = filter / Rows * Rows;
        return _shape.OutputChannels < Rows ? filter : filter + Math.Max(0, tile - (_shape.OutputChannels - Rows));
    }

    private static int Filters(ConvolutionShape shape) => (shape.OutputChannels + Rows - 1) / Rows * Rows;

    private static int Stride(ConvolutionShape shape)
    {
        var width = GradientTile<TSimd, TVector, T>.Width;
        return (shape.Taps + width - 1) / width * width;
    }
}

/// <summary>Adds the sums of parts in their order.</summary>
internal static unsafe class PartialSums
{
    /// <summary>The first of [parts, size] becomes the sum of all.</summary>
    public static void Add<T>(WorkerPool workers, T* sums, int size, int parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parts > 1)
            Elementwise.Run<Step<T>, T>(workers, new Step<T> { Sums = sums, Size = size, Parts = parts }, size);
    }

    private struct Step<T> : IElementwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Sums;
        public nint Size;
        public int Parts;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var at = Sums + i;
            var sum = TSimd.Load(at);
            for (var part = 1; part < Parts; part++)
            {
                at += Size;
                sum = TSimd.Add(sum, TSimd.Load(at));
            }

            TSimd.Store(Sums + i, sum);
        }
    }
}
