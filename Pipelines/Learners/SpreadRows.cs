namespace MlPipelines.Pipelines.Learners;

/// <summary>Some rows of many, spread evenly: the first ones would be of few classes where rows are sorted.</summary>
internal static class SpreadRows
{
    /// <summary>The place of row i of <paramref name="count"/> among <paramref name="all"/>.</summary>
    public static int At(int i, int count, int all) => (int)((long)i * all / count);
}
