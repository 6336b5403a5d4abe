using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = max(x, 0) for layers that no dense layer precedes. Shapes: x, y [batch, …].</summary>
internal sealed unsafe class ReLULayer<T>(Shape shape) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y)
            Elementwise.Run<RectifierForward<T>, T>(new() { X = px, Y = py }, x.Length);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        fixed (T* py = y, pdy = dy, pdx = dx)
            Elementwise.Run<RectifierBackward<T>, T>(new() { Y = py, DY = pdy, DX = pdx }, y.Length);
    }
}
