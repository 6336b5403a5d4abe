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

        // Rows with one bin apart are one or two keys of 64 bits apart; equal keys are equal rows.
        var rows = matrix.Rows;
        var mergedRow = new int[rows];
        var seen = new Dictionary<(ulong, ulong), int>();
        var firstRows = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            var low = 0UL;
            var high = 0UL;
            for (var j = 0; j < columns.Length; j++)
            {
                if (j < 8)
                    low = low << 8 | columns[j][row];
                else
                    high = high << 8 | columns[j][row];
            }

            if (seen.TryGetValue((low, high), out var merged))
            {
                mergedRow[row] = merged;
                continue;
            }

            seen.Add((low, high), firstRows.Count);
            mergedRow[row] = firstRows.Count;
            firstRows.Add(row);
            if (row == 65535 && firstRows.Count > 60000)
                return null;
        }

        if (firstRows.Count > rows * 0.75)
            return null;

        return (matrix.Choose([.. firstRows], threads), mergedRow);
    }
}
