using System.Numerics;
using MlPipelines.Numerics.Kernels.Pooling;

namespace MlPipelines.Numerics.Layers;

/// <summary><see cref="AvgPool2d"/> at work. Shapes, pixels before channels: x [batch, height, width, channels], y [batch, height', width', channels]. Backward: each dy is spread evenly over its window.</summary>
internal sealed class AvgPool2dLayer<T>(Shape input, Shape output, Window window) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolingShape _shape = window.Pooling(input);

    public override bool KeepsOutputGradient => true;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => AveragePoolingKernel.Forward(pass.Workers, pass.Batch, _shape, x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            AveragePoolingKernel.Backward(pass.Workers, pass.Batch, _shape, dy, dx);
    }
}
