using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient by the input, pixel by pixel of dy: each spreads dy · weight over its window. Needs no multiplication with zeros, so it
/// suits strides and windows without padding.
/// </summary>
internal unsafe struct ScatteredGradient<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PixelsAtATime = 66;
    private ConvolutionShape _shape;
    private T* _dy, _panels, _dx;
    private int _batch, _parts;

    /// <summary>Overwrites dx.</summary>
    /// <param name="panels">Panels over the taps · channels of a window, each [filters, panel]; see <see cref="Pack"/>.</param>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* dy, T* panels, T* dx)
    {
        var work = new ScatteredGradient<TSimd, TVector, T> { _shape = shape, _dy = dy, _panels = panels, _dx = dx, _batch = batch };
        work._parts = BatchParts.Count(workers, batch, shape.MultiplyAdds);
        workers.Run(ref work, work._parts);
    }

    /// <summary>Elements of <see cref="Pack"/>'s target.</summary>
    public static int PackedSize(ConvolutionShape shape) => checked(shape.OutputChannels * Padded(shape));

    /// <summary>Weights [output, tap, input] as panels of window elements, filled up with zeros.</summary>
    public static void Pack(ConvolutionShape shape, T* inputsLast, T* panels)
    {
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        for (var j = 0; j < shape.Taps; j += panelWidth)
        {
            var valid = Math.Min(panelWidth, shape.Taps - j);
            var width = valid <= TSimd.Count ? TSimd.Count : panelWidth;
            for (var k = 0; k < shape.OutputChannels; k++, panels += width)
            {
                new ReadOnlySpan<T>(inputsLast + (nint)k * shape.Taps + j, valid).CopyTo(new Span<T>(panels, width));
                new Span<T>(panels + valid, width - valid).Clear();
            }
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var pixels = _shape.OutputHeight * _shape.OutputWidth;
        var samples = Math.Max(1, PixelsAtATime / pixels);
        var stride = Padded(_shape);
        var rows = ThreadBuffers<T>.ForA(checked(PixelsAtATime * stride));
        for (var sample = first; sample < end; sample += samples)
        {
            var count = Math.Min(samples, end - sample);
            new Span<T>(_dx + (nint)sample * _shape.InputSize, count * _shape.InputSize).Clear();
            for (var pixel = 0; pixel < count * pixels; pixel += PixelsAtATime)
            {
                var own = Math.Min(PixelsAtATime, count * pixels - pixel);
                Multiply(sample * pixels + pixel, own, rows, stride);
                PatchRows<TSimd, TVector, T>.ScatterAdd(_shape, rows, stride, sample * pixels + pixel, own, _dx);
            }
        }
    }

    private static int Padded(ConvolutionShape shape) => (shape.Taps + TSimd.Count - 1) / TSimd.Count * TSimd.Count;

    /// <summary>rows [count, stride] = dy · weights.</summary>
    [SkipLocalsInit]
    private readonly void Multiply(int pixel, int count, T* rows, int stride)
    {
        const int tile = ConvolutionTile<TSimd, TVector, T>.Rows;
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        var from = stackalloc T*[tile];
        var start = (nint)0;
        var runs = new TileRuns(1, _shape.OutputChannels, &start, &start);
        for (var j = 0; j < _shape.Taps; j += panelWidth)
        {
            var width = _shape.Taps - j <= TSimd.Count ? TSimd.Count : panelWidth;
            var panel = _panels + (nint)j * _shape.OutputChannels;
            for (var p = 0; p < count; p += tile)
            {
                for (var i = 0; i < tile; i++)
                    from[i] = _dy + (nint)(pixel + Math.Min(p + i, count - 1)) * _shape.OutputChannels;
                ConvolutionTile<TSimd, TVector, T>.Compute(runs, from, panel, width, rows + (nint)p * stride + j, stride, default);
            }
        }
    }
}

/// <summary>
/// With stride 1 the gradient by the input is itself a convolution: of dy, padded with zeros, with the filters turned by half a turn and
/// inputs and outputs exchanged. It wins over <see cref="ScatteredGradient{TSimd, TVector, T}"/> unless much of it would be products with
/// padding.
/// </summary>
internal static class GatheredGradient
{
    /// <summary>Adding a window back costs about as much as four multiply-adds for each of its vectors.</summary>
    private const int ScatterCost = 4;

    /// <summary>Compares the vector multiply-adds of both ways.</summary>
    public static bool Suits<TSimd, TVector, T>(ConvolutionShape shape)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.StrideY != 1 || shape.StrideX != 1 || shape.PaddingY >= shape.KernelHeight || shape.PaddingX >= shape.KernelWidth)
            return false;
        if (WinogradShape.Suits(Mirror(shape)))
            return true;
        var gathered = (long)shape.InputHeight * shape.InputWidth * shape.KernelHeight * shape.KernelWidth * shape.OutputChannels
            * Vectors(shape.InputChannels);
        var scattered = (long)shape.OutputHeight * shape.OutputWidth * (shape.OutputChannels + ScatterCost) * Vectors(shape.Taps);
        return gathered <= scattered;

        static int Vectors(int count) => (count + TSimd.Count - 1) / TSimd.Count;
    }

    /// <summary>The convolution from dy to dx.</summary>
    public static ConvolutionShape Mirror(ConvolutionShape shape) => new()
    {
        InputChannels = shape.OutputChannels,
        InputHeight = shape.OutputHeight,
        InputWidth = shape.OutputWidth,
        OutputChannels = shape.InputChannels,
        KernelHeight = shape.KernelHeight,
        KernelWidth = shape.KernelWidth,
        PaddingY = shape.KernelHeight - 1 - shape.PaddingY,
        PaddingX = shape.KernelWidth - 1 - shape.PaddingX,
    };
}
