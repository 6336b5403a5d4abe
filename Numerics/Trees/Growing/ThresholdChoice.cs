namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Where a node's rows leave bins empty, several thresholds divide them in the same way. The one in the middle lies farthest from the
/// rows of both sides; where nothing but missing values goes right, the one above all bins keeps larger values apart from them.
/// </summary>
internal static class ThresholdChoice
{
    /// <summary>The bin to divide after, in place of the first of those that divide the node's rows as <paramref name="bin"/> does.</summary>
    /// <param name="bins">[bins]: the feature's part of the node's histogram</param>
    /// <param name="counts">[bins]: the same for numbers of examples, or empty</param>
    /// <param name="bin">bins up to this one go left</param>
    /// <param name="values">the number of bins that hold values</param>
    public static int Choose(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, int bin, int values)
    {
        int next = bin + 1;
        while (next < values && bins[next] == 0 && (counts.IsEmpty || counts[next] == 0)) next++;
        int highest = next - 1;
        return highest == values - 1 ? highest : (bin + highest) / 2;
    }
}
