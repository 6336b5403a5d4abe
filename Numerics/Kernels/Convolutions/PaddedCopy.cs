using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Copies one sample between rows and columns of zeros.</summary>
internal static unsafe class PaddedCopy
{
    /// <summary>Overwrites target, [height + 2 · padding, width + 2 · padding, channels].</summary>
    public static void Run<T>(ConvolutionShape shape, T* x, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, side) = (shape.InputWidth * shape.InputChannels, shape.PaddingX * shape.InputChannels);
        var edge = shape.PaddingY * (row + 2 * side);
        new Span<T>(target, edge).Clear();
        target += edge;
        for (var y = 0; y < shape.InputHeight; y++, x += row, target += row + 2 * side)
        {
            new Span<T>(target, side).Clear();
            new ReadOnlySpan<T>(x, row).CopyTo(new Span<T>(target + side, row));
            new Span<T>(target + side + row, side).Clear();
        }
        new Span<T>(target, edge).Clear();
    }
}
