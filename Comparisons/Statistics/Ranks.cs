namespace MlPipelines.Comparisons.Statistics;

/// <summary>Ranks from 1, the smallest first; equal values share the mean of their ranks.</summary>
internal static class Ranks
{
    /// <summary>The rank of each value.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int from = 0; from < order.Length;)
        {
            int to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]])
                to++;
            for (int i = from; i < to; i++)
                ranks[order[i]] = (from + 1 + to) / 2.0;
            from = to;
        }

        return ranks;
    }

    /// <summary>Σ (t³ − t) over groups of t equal values: what ties take from a variance of ranks.</summary>
    public static double TieTerm(IEnumerable<double> ranks) =>
        ranks.GroupBy(rank => rank).Sum(group => (Math.Pow(group.Count(), 3) - group.Count()));
}
