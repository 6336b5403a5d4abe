namespace MlPipelines.Comparisons.Pictures;

/// <summary>One curve, with a band around it where its spread is known.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Heights; NaN leaves a gap.</param>
/// <param name="Low">Lower edge of the band, or null.</param>
/// <param name="High">Upper edge of the band, or null.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Low = null, IReadOnlyList<double>? High = null)
{
    /// <summary>
    /// The curve with at most so many points, where it has more: of each of as many neighbourhoods the first, the lowest and the highest, so that what it
    /// looks like stays, spikes too. A thousand times as many points as pixels make a picture large, not finer.
    /// </summary>
    /// <param name="most">The most points, at least 6.</param>
    public Series Thinned(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 6);
        if (X.Count <= most)
            return this;
        int parts = (most - 1) / 3;
        var kept = new SortedSet<int> { X.Count - 1 };
        for (int part = 0; part < parts; part++)
        {
            int start = (int)((long)X.Count * part / parts), end = (int)((long)X.Count * (part + 1) / parts);
            var heights = Enumerable.Range(start, end - start);
            kept.UnionWith([start, heights.MinBy(i => Y[i]), heights.MaxBy(i => Y[i])]);
        }

        return this with { X = Take(X), Y = Take(Y), Low = Low is null ? null : Take(Low), High = High is null ? null : Take(High) };

        double[] Take(IReadOnlyList<double> values) => [.. kept.Select(i => values[i])];
    }
}
