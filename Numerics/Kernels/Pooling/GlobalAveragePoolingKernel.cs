using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>The mean of each channel over all pixels of a sample: average pooling whose window is the whole input.</summary>
internal static class GlobalAveragePoolingKernel
{
    /// <summary>Overwrites y.</summary>
    /// <param name="x">[batch, pixels, channels].</param>
    /// <param name="y">[batch, channels].</param>
    public static void Forward<T>(WorkerPool workers, int batch, int pixels, int channels, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AveragePoolingKernel.Forward(workers, batch, Shape(pixels, channels), x, y);

    /// <summary>Every pixel gets its share of the gradient. Overwrites dx.</summary>
    /// <param name="dy">[batch, channels].</param>
    /// <param name="dx">[batch, pixels, channels].</param>
    public static void Backward<T>(WorkerPool workers, int batch, int pixels, int channels, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AveragePoolingKernel.Backward(workers, batch, Shape(pixels, channels), dy, dx);

    private static PoolingShape Shape(int pixels, int channels) => new()
    {
        Channels = channels,
        InputHeight = 1,
        InputWidth = pixels,
        KernelHeight = 1,
        KernelWidth = pixels,
        StrideY = 1,
        StrideX = 1,
    };
}
