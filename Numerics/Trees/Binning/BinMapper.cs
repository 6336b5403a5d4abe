namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Finds the bins of one column: one for each distinct value while these are few enough, else bins of about equally many rows, filled one
/// after the other, where a value that fills a bin by itself has one, unless no bins are left for its neighbors. Thresholds lie half way
/// between neighboring values, so that a strictly increasing transformation of a feature changes no bin.
/// </summary>
internal static class BinMapper
{
    /// <summary>Bins for a column of quantities. NaN means missing.</summary>
    public static FeatureBins Quantity(ReadOnlySpan<float> values, int maximumBinCount)
    {
        float[] sorted = new float[values.Length];
        int n = 0;
        foreach (float value in values)
        {
            if (!float.IsNaN(value)) sorted[n++] = value == 0 ? 0 : value;    // -0 and 0 are one value
        }
        RadixSort.Ascending(sorted.AsSpan(0, n));
        var distinct = new List<float>();
        var counts = new List<int>();
        for (int i = 0; i < n;)
        {
            int j = i + 1;
            while (j < n && sorted[j] == sorted[i]) j++;
            distinct.Add(sorted[i]);
            counts.Add(j - i);
            i = j;
        }
        return FeatureBins.OfQuantity(Bounds([.. distinct], [.. counts], maximumBinCount), n > 0, n < values.Length);
    }

    /// <summary>The same from distinct values in any order, NaN among them or not, and how many rows have each.</summary>
    public static FeatureBins Quantity(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int maximumBinCount)
    {
        bool hasMissing = false;
        var present = new List<(float Value, int Count)>(distinct.Length);
        for (int i = 0; i < distinct.Length; i++)
        {
            if (float.IsNaN(distinct[i])) hasMissing = true;
            else present.Add((distinct[i], counts[i]));
        }
        present.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        float[] bounds = Bounds([.. present.Select(p => p.Value)], [.. present.Select(p => p.Count)], maximumBinCount);
        return FeatureBins.OfQuantity(bounds, present.Count > 0, hasMissing);
    }

    /// <summary>Bins for a column of categories: the most frequent ones when there are more than bins; the rest counts as missing.</summary>
    public static FeatureBins Category(ReadOnlySpan<float> values, int column, int maximumBinCount)
    {
        var places = new Dictionary<float, int>();
        var counts = new List<int>();
        var firstRows = new List<int>();
        for (int row = 0; row < values.Length; row++)
        {
            if (!places.TryGetValue(values[row], out int place))
            {
                places.Add(values[row], place = counts.Count);
                counts.Add(0);
                firstRows.Add(row);
            }
            counts[place]++;
        }
        return Category([.. places.Keys], [.. counts], [.. firstRows], column, maximumBinCount);
    }

    /// <summary>The same from distinct values, how many rows have each, and the first row of each.</summary>
    public static FeatureBins Category(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, ReadOnlySpan<int> firstRows, int column, int maximumBinCount)
    {
        bool hasMissing = false;
        var present = new List<(int Category, int Count)>();
        for (int i = 0; i < distinct.Length; i++)
        {
            float value = distinct[i];
            if (float.IsNaN(value))
            {
                hasMissing = true;
                continue;
            }
            int category = (int)value;
            if (category != value || category is < 0 or > 65535)
            {
                throw new ArgumentException(
                    $"Row {firstRows[i]}, column {column} holds {value}, which is not a category: categories are whole numbers from 0 to 65535. " +
                    "Map the values to such numbers, or leave the column out of CategoricalColumns.");
            }
            present.Add((category, counts[i]));
        }
        int[] kept = [.. present.OrderByDescending(c => c.Count).ThenBy(c => c.Category).Take(maximumBinCount).Select(c => c.Category).Order()];
        return FeatureBins.OfCategories(kept, hasMissing || kept.Length < present.Count);
    }

    /// <summary>The thresholds between bins of ascending distinct values.</summary>
    private static float[] Bounds(float[] distinct, int[] counts, int maximumBinCount)
    {
        var bounds = new List<float>(Math.Min(distinct.Length, maximumBinCount));
        if (distinct.Length <= maximumBinCount)
        {
            for (int i = 1; i < distinct.Length; i++) bounds.Add(Between(distinct[i - 1], distinct[i]));
            return [.. bounds];
        }

        int[] starts = Filled(counts, maximumBinCount);
        for (int bin = 1; bin < starts.Length - 1; bin++) bounds.Add(Between(distinct[starts[bin] - 1], distinct[starts[bin]]));
        return [.. bounds];
    }

    /// <summary>Bins filled one after the other: the first value of each, and behind them the number of values. Where bins are left over, fewer than asked for.</summary>
    private static int[] Filled(int[] counts, int maximumBinCount)
    {
        // A value with more rows than a mean bin has a bin of its own; the others share what is left.
        var starts = new List<int>(maximumBinCount + 1) { 0 };
        long rows = counts.Sum(c => (long)c);
        int bins = maximumBinCount;
        bool[] alone = new bool[counts.Length];
        double mean = (double)rows / bins;
        int shared = bins;
        long sharedRows = rows;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < mean) continue;
            alone[i] = true;
            shared--;
            sharedRows -= counts[i];
        }
        double target = (double)sharedRows / Math.Max(1, shared);
        long filled = 0;
        for (int i = 0; i + 1 < counts.Length && starts.Count < bins; i++)
        {
            if (!alone[i])
            {
                sharedRows -= counts[i];
                filled += counts[i];
            }
            bool full = alone[i] || filled >= target || (alone[i + 1] && filled > 0 && shared > 1);
            if (!full) continue;
            if (!alone[i])
            {
                shared--;
                target = (double)sharedRows / Math.Max(1, shared);
            }
            starts.Add(i + 1);
            filled = 0;
        }
        starts.Add(counts.Length);
        return [.. starts];
    }

    /// <summary>A threshold t with a ≤ t &lt; b, half way where the format allows.</summary>
    private static float Between(float a, float b)
    {
        float middle = (float)(0.5 * ((double)a + b));
        return middle < b && middle >= a ? middle : a;
    }
}
