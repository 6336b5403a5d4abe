namespace MlPipelines.CustomTrainers.Schema;

/// <summary>
/// Compares the keys of two columns by the values that they stand for: two mappings of the same values may number them in another order.
/// </summary>
internal static class KeyOrder
{
    private const int MostNames = 10;

    /// <summary>Finds each key's place in the order of the training; false where the two stand for other values.</summary>
    /// <param name="own">The value of each key, in order; null where keys stand for none, so that nothing can be compared.</param>
    /// <param name="trained">The value of each key in the training; null as above.</param>
    /// <param name="places">[keys]: for each key, counted from 0, the one of the training; null where both orders are the same.</param>
    public static bool TryMap(IReadOnlyList<string>? own, IReadOnlyList<string>? trained, out int[]? places)
    {
        places = null;
        if (own is null || trained is null || own.SequenceEqual(trained))
            return true;
        if (own.Count != trained.Count)
            return false;
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < trained.Count; i++)
        {
            if (!left.TryAdd(trained[i], i))
                return false;
        }

        var found = new int[own.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (!left.Remove(own[i], out found[i]))
                return false;
        }

        places = found;
        return true;
    }

    /// <summary>The values for an error: the first ten, and how many more there are.</summary>
    public static string List(IReadOnlyList<string> values) =>
        string.Join(", ", values.Take(MostNames)) + (values.Count > MostNames ? $" and {values.Count - MostNames} more" : "");

    /// <summary>Two lists for an error, and the first value that only one of them has where the lists do not show it.</summary>
    /// <param name="own">The one.</param>
    /// <param name="between">What stands between the lists.</param>
    /// <param name="trained">The other.</param>
    public static string Lists(IReadOnlyList<string> own, string between, IReadOnlyList<string> trained)
    {
        var lists = $"{List(own)}{between}{List(trained)}";
        var alone = own.Except(trained).Concat(trained.Except(own)).FirstOrDefault();
        return alone is null || (own.Count <= MostNames && trained.Count <= MostNames) ? lists : $"{lists} ('{alone}' is in one alone)";
    }
}
