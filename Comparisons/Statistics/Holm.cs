namespace MlPipelines.Comparisons.Statistics;

/// <summary>Holm's adjustment of several p-values, so that any false finding has the probability that one has (Scandinavian Journal of Statistics 6, 1979).</summary>
internal static class Holm
{
    /// <summary>The adjusted p-values, in the order given: from the smallest, p · (number not yet judged), never falling, at most 1.</summary>
    /// <exception cref="ArgumentException">A value is not a probability.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        for (int i = 0; i < pValues.Count; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
                throw new ArgumentException($"Holm's adjustment needs p-values from 0 to 1; value {i + 1} of {pValues.Count} is {pValues[i]}.", nameof(pValues));
        }

        var adjusted = new double[pValues.Count];
        double least = 0;
        foreach (var (rank, i) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
            adjusted[i] = least = Math.Max(least, Math.Min(1, pValues[i] * (pValues.Count - rank)));
        return adjusted;
    }
}
