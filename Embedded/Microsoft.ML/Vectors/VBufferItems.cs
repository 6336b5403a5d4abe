namespace Microsoft.ML.Data;

/// <summary>Enumeration of a vector's items.</summary>
internal static class VBufferItems
{
    /// <summary>Pairs of index and value: the stored ones, or all.</summary>
    public static IEnumerable<KeyValuePair<int, T>> Pairs<T>(VBuffer<T> buffer, bool all)
    {
        var count = buffer.GetValues().Length;
        if (buffer.IsDense)
        {
            for (var i = 0; i < count; i++)
                yield return new(i, buffer.ValuesArray![i]);
            yield break;
        }
        var next = 0;
        for (var place = 0; place < count; place++)
        {
            var index = buffer.IndicesArray![place];
            for (; all && next < index; next++)
                yield return new(next, default!);
            yield return new(index, buffer.ValuesArray![place]);
            next = index + 1;
        }
        for (; all && next < buffer.Length; next++)
            yield return new(next, default!);
    }
}
