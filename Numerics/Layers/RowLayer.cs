using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>A layer with its parameters laid out for one row at a time; immutable, safe for any number of threads.</summary>
internal abstract class RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a row of results.</summary>
    public abstract int Outputs { get; }

    /// <summary>Elements that <see cref="Forward"/> writes: the results, then padding.</summary>
    public virtual int PaddedOutputs => Outputs;

    /// <summary>Elements that <see cref="Forward"/> needs for values in between.</summary>
    public virtual int ScratchSize => 0;

    /// <summary>This layer followed by y ← scale · y + shift for each output; null where the layer cannot take that in.</summary>
    public virtual RowLayer<T>? Scaled(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectify) => null;

    /// <summary>y = f(x), with the bits of <see cref="Layer{T}.Forward"/> for several rows unless it has taken in a <see cref="Scaled"/>.</summary>
    /// <param name="x">[inputs], without padding.</param>
    /// <param name="y">[<see cref="PaddedOutputs"/>], overwritten.</param>
    /// <param name="scratch">[<see cref="ScratchSize"/>], overwritten.</param>
    public abstract void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch);
}
