using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = f(x), element by element, for one row.</summary>
internal sealed unsafe class ActivationRowLayer<T, TActivation>(int outputs, TActivation activation) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public override int Outputs => outputs;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        fixed (T* px = x, py = y)
            Elementwise.Run<ActivationForward<T, TActivation>, T>(new ActivationForward<T, TActivation> { Activation = activation, X = px, Y = py }, x.Length);
    }
}
