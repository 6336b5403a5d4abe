namespace Microsoft.ML.Data;

/// <summary>The copies of vectors that are more than one span copy.</summary>
internal static class VBufferCopying
{
    /// <summary>All items into a span of the vector's length.</summary>
    public static void ToSpan<T>(in VBuffer<T> source, Span<T> destination, T defaultValue)
    {
        var values = source.GetValues();
        if (source.IsDense)
        {
            values.CopyTo(destination);
            return;
        }
        destination.Fill(defaultValue);
        var indices = source.GetIndices();
        for (var i = 0; i < indices.Length; i++)
            destination[indices[i]] = values[i];
    }

    /// <summary>The items from <paramref name="start"/> on, as many as <paramref name="length"/>.</summary>
    public static void Range<T>(in VBuffer<T> source, ref VBuffer<T> destination, int start, int length)
    {
        if (source.IsDense)
        {
            var dense = VBufferEditor.Create(ref destination, length);
            source.GetValues().Slice(start, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }
        var indices = source.GetIndices();
        var first = LowerBound(indices, start);
        var count = LowerBound(indices, start + length) - first;
        var editor = VBufferEditor.Create(ref destination, length, count);
        source.GetValues().Slice(first, count).CopyTo(editor.Values);
        if (count < length)
        {
            for (var i = 0; i < count; i++)
                editor.Indices[i] = indices[first + i] - start;
        }
        destination = editor.Commit();
    }

    private static int LowerBound(ReadOnlySpan<int> sorted, int value)
    {
        var place = sorted.BinarySearch(value);
        return place >= 0 ? place : ~place;
    }
}
