using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>A layer with its parameters laid out for one row at a time; immutable, safe for any number of threads.</summary>
public abstract class RowLayer<T>
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

    /// <summary>
    /// y = f(x), with the bits of <see cref="Layer{T}.Forward"/> for several rows unless it has taken in a <see cref="Scaled"/>.
    /// </summary>
    /// <param name="x">[inputs], without padding.</param>
    /// <param name="y">[<see cref="PaddedOutputs"/>], overwritten.</param>
    /// <param name="scratch">[<see cref="ScratchSize"/>], overwritten.</param>
    public abstract void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch);
}

/// <summary>y = x: a layer that does nothing in prediction.</summary>
internal sealed class IdentityRowLayer<T>(int outputs) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => outputs;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => x.CopyTo(y);
}

/// <summary>
/// Layers one after another for one row; a normalization right behind a dense layer or a convolution becomes a part of it. Without
/// layers it passes its input on.
/// </summary>
internal sealed class RowChain<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowLayer<T>[] _layers;
    private readonly int _widest;

    private RowChain(RowLayer<T>[] layers)
    {
        _layers = layers;
        _widest = layers.Select(l => l.PaddedOutputs).DefaultIfEmpty(0).Max();
        ScratchSize = checked(2 * _widest + layers.Select(l => l.ScratchSize).DefaultIfEmpty(0).Max());
    }

    /// <summary>Elements that <see cref="Forward"/> needs for values in between.</summary>
    public int ScratchSize { get; }

    /// <summary>The chain with a copy of its parameters; null when a layer has no form for one row.</summary>
    public static RowChain<T>? Prepare(LayerChain<T> chain, ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        List<RowLayer<T>> rows = [];
        foreach (var layer in chain.Layers)
        {
            if (layer.PrepareRow(parameters, state) is not { } row)
                return null;
            if (row is ScaleRowLayer<T> scale && rows.Count > 0 && scale.FoldInto(rows[^1]) is { } folded)
                rows[^1] = folded;
            else if (row is not IdentityRowLayer<T>)
                rows.Add(row);
        }

        return new RowChain<T>([.. rows]);
    }

    /// <summary>y = f(x); values in between alternate between two halves of the scratch room.</summary>
    /// <param name="x">[inputs].</param>
    /// <param name="y">[outputs], overwritten.</param>
    /// <param name="scratch">[<see cref="ScratchSize"/>], overwritten.</param>
    public void Forward(scoped ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        for (var i = 0; i < _layers.Length; i++)
        {
            var output = scratch.Slice((i & 1) * _widest, _layers[i].PaddedOutputs);
            _layers[i].Forward(x, output, scratch[(2 * _widest)..]);
            x = output[.._layers[i].Outputs];
        }

        x.CopyTo(y);
    }
}
