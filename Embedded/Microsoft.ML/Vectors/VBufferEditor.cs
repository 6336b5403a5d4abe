namespace Microsoft.ML.Data;

/// <summary>Ways to start writing into a vector while reusing its arrays.</summary>
public static class VBufferEditor
{
    private const int MinCapacity = 4;

    /// <summary>An editor over the vector as it is.</summary>
    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination) =>
        new(destination.Length, destination.GetValues().Length, destination.ValuesArray ?? [], destination.IndicesArray ?? [], false, false, false);

    /// <summary>
    /// An editor for a vector of <paramref name="newLogicalLength"/> items of which <paramref name="valuesCount"/> (all, by default) are stored.
    /// The arrays of <paramref name="destination"/> are reused when they are long enough; what they hold is to be overwritten.
    /// </summary>
    /// <param name="destination">The vector whose arrays are reused.</param>
    /// <param name="newLogicalLength">The number of items.</param>
    /// <param name="valuesCount">The number of stored items.</param>
    /// <param name="maxValuesCapacity">The greatest capacity to grow to, where the count may still rise.</param>
    /// <param name="keepOldOnResize">Whether arrays that had to grow keep what they held.</param>
    /// <param name="requireIndicesOnDense">Whether indices are wanted even when all items are stored.</param>
    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
    {
        var count = valuesCount ?? newLogicalLength;
        Check.Param(newLogicalLength >= 0, nameof(newLogicalLength), "The length of a vector must be 0 or more.");
        Check.Param(count >= 0 && count <= newLogicalLength, nameof(valuesCount), $"The number of stored values must be from 0 to the length {newLogicalLength}, not {count}.");
        var capacity = maxValuesCapacity ?? newLogicalLength;

        var values = destination.ValuesArray ?? [];
        var newValues = values.Length < count;
        if (newValues)
            values = Grow(values, count, capacity, keepOldOnResize);

        var indices = destination.IndicesArray ?? [];
        var newIndices = (count < newLogicalLength || requireIndicesOnDense) && indices.Length < count;
        if (newIndices)
            indices = Grow(indices, count, capacity, keepOldOnResize);

        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static TItem[] Grow<TItem>(TItem[] old, int count, int capacity, bool keep)
    {
        var doubled = (int)Math.Min(Array.MaxLength, Math.Max(MinCapacity, 2L * old.Length));
        var size = Math.Max(count, Math.Min(capacity, doubled));
        var grown = new TItem[size];
        if (keep)
            old.CopyTo(grown, 0);
        return grown;
    }
}
