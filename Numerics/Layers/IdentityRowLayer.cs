using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = x: a layer that does nothing in prediction.</summary>
internal sealed class IdentityRowLayer<T>(int outputs) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => outputs;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => x.CopyTo(y);
}
