using System.Collections;
using System.Runtime.CompilerServices;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// An immutable list that equals another when their elements are equal, in order; for records that hold several values. Written as a
/// collection expression: <c>[a, b]</c>.
/// </summary>
/// <typeparam name="TItem">Type of an element.</typeparam>
[CollectionBuilder(typeof(ValueSequence), nameof(ValueSequence.Create))]
public sealed class ValueSequence<TItem> : IReadOnlyList<TItem>, IEquatable<ValueSequence<TItem>>
{
    private readonly TItem[] _items;

    internal ValueSequence(ReadOnlySpan<TItem> items) => _items = items.ToArray();

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public TItem this[int index] => _items[index];

    /// <inheritdoc/>
    public bool Equals(ValueSequence<TItem>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueSequence<TItem>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<TItem> GetEnumerator() => ((IEnumerable<TItem>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As <c>[a, b]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes a <see cref="ValueSequence{TItem}"/> of a collection expression.</summary>
public static class ValueSequence
{
    /// <summary>A sequence of a copy of the items.</summary>
    public static ValueSequence<TItem> Create<TItem>(ReadOnlySpan<TItem> items) => new(items);
}
