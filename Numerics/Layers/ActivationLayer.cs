using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = f(x), element by element. Shapes: x, y [batch, …]. Backward: dx = f'(x) · dy.</summary>
internal sealed unsafe class ActivationLayer<T, TActivation>(Shape shape, TActivation activation) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new ActivationRowLayer<T, TActivation>(OutputSize, activation);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        typeof(TActivation) == typeof(Rectifier<T>) || typeof(TActivation) == typeof(LeakyRectifier<T>) ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y)
        {
            var forward = new ActivationForward<T, TActivation> { Activation = activation, X = px, Y = py };
            Elementwise.Run<ActivationForward<T, TActivation>, T>(pass.Workers, forward, x.Length);
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        fixed (T* py = y, pdy = dy, pdx = dx)
        {
            var backward = new ActivationBackward<T, TActivation> { Activation = activation, Y = py, DY = pdy, DX = pdx };
            Elementwise.Run<ActivationBackward<T, TActivation>, T>(pass.Workers, backward, y.Length);
        }
    }
}
