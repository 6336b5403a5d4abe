namespace MlPipelines.Numerics.Layers;

/// <summary>Makes a <see cref="ValueSequence{TItem}"/> of a collection expression.</summary>
public static class ValueSequence
{
    /// <summary>A sequence of a copy of the items.</summary>
    public static ValueSequence<TItem> Create<TItem>(ReadOnlySpan<TItem> items) => new(items);
}
