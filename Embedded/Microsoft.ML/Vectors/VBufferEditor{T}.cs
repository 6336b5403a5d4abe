namespace Microsoft.ML.Data;

/// <summary>Write access to the arrays of a vector that is being made. See <see cref="VBufferEditor"/>.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _logicalLength;
    private readonly T[] _values;
    private readonly int[] _indices;

    /// <summary>The places of the stored values.</summary>
    public readonly Span<T> Values;

    /// <summary>The places of their indices, to be filled in increasing order; empty when dense.</summary>
    public readonly Span<int> Indices;

    internal VBufferEditor(int logicalLength, int count, T[] values, int[] indices, bool requireIndicesOnDense, bool createdNewValues, bool createdNewIndices)
    {
        _logicalLength = logicalLength;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = count < logicalLength || requireIndicesOnDense ? indices.AsSpan(0, count) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    /// <summary>Whether the array of values is a new one.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether the array of indices is a new one.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The vector with everything that was written.</summary>
    public VBuffer<T> Commit() => new(_logicalLength, Values.Length, _values, _indices, true);

    /// <summary>The vector with the first <paramref name="physicalValuesCount"/> of the stored values.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Check.Param(
            physicalValuesCount >= 0 && physicalValuesCount <= Values.Length,
            nameof(physicalValuesCount), $"The editor was made for {Values.Length} values; {physicalValuesCount} cannot be committed.");
        return new(_logicalLength, physicalValuesCount, _values, _indices);
    }
}
