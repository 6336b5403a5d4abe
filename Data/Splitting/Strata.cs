namespace MlPipelines.Data.Splitting;

/// <summary>The strata of a stratified split.</summary>
internal static class Strata
{
    private const int TargetRanges = 20;

    /// <summary>The stratum of each row: its class, or for a regression which twentieth of the sorted targets it is in.</summary>
    public static int[] Of(MatrixDataView rows)
    {
        int[] strata = new int[rows.RowCount];
        if (rows.Task != LearningTask.Regression)
        {
            for (int row = 0; row < strata.Length; row++)
                strata[row] = rows.GetClass(row);
            return strata;
        }

        int[] byTarget = [.. Enumerable.Range(0, strata.Length).OrderBy(rows.GetLabel)];
        for (int rank = 0; rank < byTarget.Length; rank++)
            strata[byTarget[rank]] = (int)((long)rank * TargetRanges / byTarget.Length);
        return strata;
    }
}
