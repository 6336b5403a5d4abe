using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>The plain twins of <see cref="MaxPoolingKernel"/> and <see cref="AveragePoolingKernel"/>.</summary>
internal static class PoolingScalar
{
    public static void Max<T>(int batch, PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, Span<T> places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < batch * shape.OutputSize; i++)
        {
            var best = -1;
            for (var place = 0; place < shape.KernelHeight * shape.KernelWidth; place++)
            {
                var at = Element(shape, i, place);
                if (at < 0 || (best >= 0 && !(x[at] > x[best]) && !T.IsNaN(x[at])))
                    continue;
                if (best < 0 || x[at] > x[best])
                    places[i] = T.CreateTruncating(place);
                best = at;
            }

            y[i] = x[best];
        }
    }

    public static void MaxGradient<T>(int batch, PoolingShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> places, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        dx.Clear();
        for (var i = 0; i < batch * shape.OutputSize; i++)
            dx[Element(shape, i, int.CreateTruncating(places[i]))] += dy[i];
    }

    public static void Average<T>(int batch, PoolingShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = shape.KernelHeight * shape.KernelWidth;
        for (var i = 0; i < batch * shape.OutputSize; i++)
        {
            var sum = T.Zero;
            for (var place = 0; place < places; place++)
                sum += Element(shape, i, place) is >= 0 and var at ? x[at] : T.Zero;
            y[i] = sum / T.CreateTruncating(places);
        }
    }

    public static void AverageGradient<T>(int batch, PoolingShape shape, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = shape.KernelHeight * shape.KernelWidth;
        dx.Clear();
        for (var i = 0; i < batch * shape.OutputSize; i++)
        {
            for (var place = 0; place < places; place++)
            {
                if (Element(shape, i, place) is >= 0 and var at)
                    dx[at] += dy[i] / T.CreateTruncating(places);
            }
        }
    }

    /// <summary>The element of x at a place in the window of the i-th element of y, or −1 outside the input.</summary>
    private static int Element(PoolingShape shape, int i, int place)
    {
        var (c, pixel) = (i % shape.Channels, i / shape.Channels);
        var column = pixel % shape.OutputWidth * shape.StrideX - shape.PaddingX + place % shape.KernelWidth;
        var row = pixel / shape.OutputWidth % shape.OutputHeight * shape.StrideY - shape.PaddingY + place / shape.KernelWidth;
        if (row < 0 || row >= shape.InputHeight || column < 0 || column >= shape.InputWidth)
            return -1;
        return ((pixel / (shape.OutputWidth * shape.OutputHeight) * shape.InputHeight + row) * shape.InputWidth + column) * shape.Channels
            + c;
    }
}
