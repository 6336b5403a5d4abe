namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Merges rows whose bins are all equal. No tree can tell such rows apart, so they share one score for ever and their gradients are a sum:
/// training on the merged rows is the same training, on fewer rows. Pays for data of few or coarse features.
/// </summary>
internal static class RowMerger
{
    /// <summary>Wider data hardly ever repeats a row; looking for it costs more than it gives.</summary>
    private const int MaximumColumns = 16;

    /// <summary>The merged matrix and, for each row, the merged row it went to; null where merging does not pay.</summary>
    public static (BinnedMatrix Matrix, int[] MergedRow)? Merge(BinnedMatrix matrix, int threads)
    {
        var columns = matrix.BinColumns;
        if (columns.Length is 0 or > MaximumColumns || matrix.Rows < 2)
            return null;

        var rows = matrix.Rows;
        var mergedRow = new int[rows];
        var places = new Dictionary<UInt128, int>();
        var firstRows = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            var key = Key(columns, row);
            if (places.TryGetValue(key, out var merged))
            {
                mergedRow[row] = merged;
                continue;
            }

            places.Add(key, firstRows.Count);
            mergedRow[row] = firstRows.Count;
            firstRows.Add(row);
            if (row == 65535 && firstRows.Count > 60000)
                return null;
        }

        if (firstRows.Count > rows * 0.75)
            return null;

        // In the order of their keys, so that the rows of a node lie close to one another.
        UInt128[] keys = [.. places.Keys];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        for (var row = 0; row < rows; row++)
            mergedRow[row] = rank[mergedRow[row]];
        return (matrix.Choose([.. order.Select(place => firstRows[place])], threads), mergedRow);
    }

    /// <summary>
    /// A row's bins as one number: the highest bit of each column, then the second of each, and so on (Morton 1966). Equal keys are equal
    /// rows, and rows whose keys are close are mostly close in every feature.
    /// </summary>
    private static UInt128 Key(byte[][] columns, int row)
    {
        var key = UInt128.Zero;
        for (var bit = 7; bit >= 0; bit--)
        {
            foreach (var column in columns)
                key = key << 1 | (UInt128)(uint)(column[row] >> bit & 1);
        }

        return key;
    }
}
