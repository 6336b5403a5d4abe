using System.Numerics;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = max(x, 0) for layers that no dense layer precedes. Shapes: x, y [batch, …].</summary>
internal sealed class ReLULayer<T>(Shape shape) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => Rectifier.Forward(x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        dy.CopyTo(dx);
        Rectifier.Backward(y, dx);
    }
}
