namespace MlPipelines.Numerics.Trees;

/// <summary>The rows a tree is grown on.</summary>
internal static class RowSampling
{
    /// <summary>A share of the rows drawn without replacement, and the others, both ascending; null when all rows are wanted.</summary>
    public static (int[] Rows, int[] Others)? Draw(int n, double fraction, SeededRandom random)
    {
        if (fraction == 1) return null;
        int[] rows = new int[Math.Max(1, (int)Math.Round(n * fraction))];
        int[] others = new int[n - rows.Length];
        random.Choose(n, rows);
        int other = 0, taken = 0;
        for (int row = 0; row < n; row++)
        {
            if (taken < rows.Length && rows[taken] == row) taken++;
            else others[other++] = row;
        }
        return (rows, others);
    }
}
