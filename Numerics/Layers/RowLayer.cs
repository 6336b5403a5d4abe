using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>A layer with its parameters laid out for one row at a time; immutable, safe for any number of threads.</summary>
internal abstract class RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements that <see cref="Forward"/> writes: the layer's outputs, then padding.</summary>
    public abstract int PaddedOutputs { get; }

    /// <summary>y = f(x), with the bits of <see cref="Layer{T}.Forward"/>.</summary>
    /// <param name="x">[inputs], without padding.</param>
    /// <param name="y">[<see cref="PaddedOutputs"/>], overwritten.</param>
    public abstract void Forward(ReadOnlySpan<T> x, Span<T> y);
}
