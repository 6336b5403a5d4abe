using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>
/// A vector, dense or sparse, whose arrays are reused from row to row. Dense: one value per item.
/// Sparse: values and their strictly increasing indices; the other items are the default value.
/// The arrays may be longer than needed and belong to the buffer: copy, do not share.
/// </summary>
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly int _count;
    private readonly T[]? _values;
    private readonly int[]? _indices;

    /// <summary>The number of items, stored or not.</summary>
    public readonly int Length;

    /// <summary>A dense vector over <paramref name="values"/>; <paramref name="indices"/> are only kept for reuse.</summary>
    public VBuffer(int length, T[] values, int[]? indices = null)
    {
        Check.Param(length >= 0, nameof(length), "The length of a vector must be 0 or more.");
        Check.Param((values?.Length ?? 0) >= length, nameof(values), $"A dense vector of length {length} needs as many values, not {values?.Length ?? 0}.");
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    /// <summary>A vector with <paramref name="count"/> stored values: sparse when that is less than <paramref name="length"/>.</summary>
    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Check.Param(length >= 0, nameof(length), "The length of a vector must be 0 or more.");
        Check.Param(0 <= count && count <= length, nameof(count), $"The number of stored values must be from 0 to the length {length}, not {count}.");
        Check.Param((values?.Length ?? 0) >= count, nameof(values), $"A vector with {count} stored values needs as many values, not {values?.Length ?? 0}.");
        if (count != length)
            Check.Param((indices?.Length ?? 0) >= count, nameof(indices), $"A sparse vector with {count} stored values needs as many indices, not {indices?.Length ?? 0}.");
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    internal VBuffer(int length, int count, T[]? values, int[]? indices, bool _)
    {
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    /// <summary>Whether every item is stored.</summary>
    public bool IsDense => _count == Length;

    internal T[]? ValuesArray => _values;

    internal int[]? IndicesArray => _indices;

    /// <summary>The stored values.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>The indices of the stored values; empty when dense.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    /// <summary>Copies into a dense vector.</summary>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        VBufferCopying.ToSpan(this, editor.Values, default!);
        destination = editor.Commit();
    }

    /// <summary>Copies, dense or sparse as it is.</summary>
    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Copies the items from <paramref name="sourceIndex"/> on, dense or sparse as it is.</summary>
    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Check.Param(0 <= sourceIndex && sourceIndex <= Length, nameof(sourceIndex), $"The first item must be from 0 to {Length}, not {sourceIndex}.");
        Check.Param(0 <= length && length <= Length - sourceIndex, nameof(length), $"From item {sourceIndex} on there are {Length - sourceIndex} items, not {length}.");
        VBufferCopying.Range(this, ref destination, sourceIndex, length);
    }

    /// <summary>Copies all items, the ones not stored as default values, to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Copies all items, the ones not stored as <paramref name="defaultValue"/>, to the place <paramref name="destinationIndex"/>.</summary>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        Check.Param(
            0 <= destinationIndex && destinationIndex <= destination.Length && destination.Length - destinationIndex >= Length,
            nameof(destination), $"A vector of {Length} items does not fit into {destination.Length} places from place {destinationIndex} on.");
        VBufferCopying.ToSpan(this, destination.Slice(destinationIndex, Length), defaultValue);
    }

    /// <summary>Copies a part of an array into a dense vector.</summary>
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        Check.Param(0 <= length && length <= (source?.Length ?? 0), nameof(length), $"An array of {source?.Length ?? 0} items cannot give {length}.");
        Check.Param(0 <= sourceIndex && sourceIndex <= (source?.Length ?? 0) - length, nameof(sourceIndex), $"An array of {source?.Length ?? 0} items cannot give {length} from item {sourceIndex} on.");
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Pairs of index and value: the stored ones, or all.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false) => VBufferItems.Pairs(this, all);

    /// <summary>All values, the ones not stored as default values.</summary>
    public IEnumerable<T> DenseValues() => VBufferItems.Pairs(this, all: true).Select(pair => pair.Value);

    /// <summary>Reads one item.</summary>
    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    /// <summary>One item.</summary>
    public T GetItemOrDefault(int index)
    {
        Check.Param((uint)index < (uint)Length, nameof(index), $"The vector has {Length} items; there is none at {index}.");
        if (IsDense)
            return _values![index];
        var place = GetIndices().BinarySearch(index);
        return place >= 0 ? _values![place] : default!;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    /// <summary>An enumerator over the array that holds the stored values.</summary>
    public IEnumerator GetEnumerator() => (_values ?? []).GetEnumerator();
}
