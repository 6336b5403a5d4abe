namespace MlPipelines.Numerics.Scaling;

/// <summary>Quantiles of sorted values, between two values by linear interpolation, as NumPy does by default.</summary>
internal static class Quantiles
{
    /// <summary>
    /// The quantile at the place (n − 1) · <paramref name="share"/> of n sorted values (method 7 of Hyndman and Fan, 1996).
    /// </summary>
    /// <param name="sorted">[n]: at least one finite value, ascending.</param>
    /// <param name="share">From 0, the least value, to 1, the greatest.</param>
    public static double Of(ReadOnlySpan<float> sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var below = Math.Min((int)place, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var (low, high, part) = ((double)sorted[below], (double)sorted[above], place - below);
        // From the nearer end, so that a part of 1 gives the upper value without an error of rounding.
        return part < 0.5 ? low + ((high - low) * part) : high - ((high - low) * (1 - part));
    }

    /// <summary>Moves values that are not NaN to the front, in ascending order.</summary>
    /// <param name="values">Overwritten; what stands behind the sorted values has no meaning.</param>
    /// <returns>The sorted values, a part of <paramref name="values"/>.</returns>
    public static Span<float> Sort(Span<float> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
                values[count++] = value;
        }

        var sorted = values[..count];
        sorted.Sort();
        return sorted;
    }
}
