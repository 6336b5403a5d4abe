namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Finds the bins of one column: one for each distinct value while these are few enough, else bins of about equally many rows, filled one
/// after the other, where a value that fills a bin by itself has one, unless no bins are left for its neighbors. Thresholds lie half way
/// between neighboring values, so that a strictly increasing transformation of a feature changes no bin.
/// </summary>
internal static class BinMapper
{
    /// <summary>Bins for a column of quantities. NaN means missing.</summary>
    /// <param name="maximumBinCount">The most bins of a set.</param>
    /// <param name="setCount">The most sets that the thresholds are to be dealt out to.</param>
    public static FeatureBins Quantity(ReadOnlySpan<float> values, int maximumBinCount, int setCount)
    {
        var sorted = new float[values.Length];
        var n = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
                sorted[n++] = value == 0 ? 0 : value;    // -0 and 0 are one value
        }

        RadixSort.Ascending(sorted.AsSpan(0, n));
        var distinct = new List<float>();
        var counts = new List<int>();
        for (var i = 0; i < n;)
        {
            var j = i + 1;
            while (j < n && sorted[j] == sorted[i])
                j++;
            distinct.Add(sorted[i]);
            counts.Add(j - i);
            i = j;
        }

        return FeatureBins.OfQuantity(Bounds([.. distinct], [.. counts], maximumBinCount, setCount), n > 0, n < values.Length);
    }

    /// <summary>The same from distinct values in any order, NaN among them or not, and how many rows have each.</summary>
    public static FeatureBins Quantity(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int maximumBinCount, int setCount)
    {
        var hasMissing = false;
        var present = new List<(float Value, int Count)>(distinct.Length);
        for (var i = 0; i < distinct.Length; i++)
        {
            if (float.IsNaN(distinct[i]))
                hasMissing = true;
            else
                present.Add((distinct[i], counts[i]));
        }

        present.Sort(static (a, b) => a.Value.CompareTo(b.Value));
        var bounds = Bounds([.. present.Select(p => p.Value)], [.. present.Select(p => p.Count)], maximumBinCount, setCount);
        return FeatureBins.OfQuantity(bounds, present.Count > 0, hasMissing);
    }

    /// <summary>
    /// Bins for a column of categories: the most frequent ones when there are more than bins; the rest counts as missing.
    /// </summary>
    public static FeatureBins Category(ReadOnlySpan<float> values, int column, int maximumBinCount)
    {
        var places = new Dictionary<float, int>();
        var counts = new List<int>();
        var firstRows = new List<int>();
        for (var row = 0; row < values.Length; row++)
        {
            if (!places.TryGetValue(values[row], out var place))
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
    public static FeatureBins Category(
        ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, ReadOnlySpan<int> firstRows, int column, int maximumBinCount)
    {
        var hasMissing = false;
        var present = new List<(int Category, int Count)>();
        for (var i = 0; i < distinct.Length; i++)
        {
            var value = distinct[i];
            if (float.IsNaN(value))
            {
                hasMissing = true;
                continue;
            }

            var category = (int)value;
            if (category != value || category is < 0 or > 65535)
            {
                throw new ArgumentException(
                    $"Row {firstRows[i]}, column {column} holds {value}, which is not a category: "
                        + "categories are whole numbers from 0 to 65535. " +
                    "Map the values to such numbers, or leave the column out of CategoricalColumns.");
            }

            present.Add((category, counts[i]));
        }

        int[] kept = [.. present.OrderByDescending(c => c.Count).ThenBy(c => c.Category).Take(maximumBinCount).Select(c => c.Category)
            .Order()];
        return FeatureBins.OfCategories(kept, hasMissing || kept.Length < present.Count);
    }

    /// <summary>The thresholds between bins of ascending distinct values: of as many sets as these can fill.</summary>
    private static float[] Bounds(float[] distinct, int[] counts, int maximumBinCount, int setCount)
    {
        var thresholds = maximumBinCount - 1;
        maximumBinCount = Math.Clamp((distinct.Length - 1) / thresholds, 1, setCount) * thresholds + 1;
        var bounds = new List<float>(Math.Min(distinct.Length, maximumBinCount));
        if (distinct.Length <= maximumBinCount)
        {
            for (var i = 1; i < distinct.Length; i++)
                bounds.Add(Between(distinct[i - 1], distinct[i]));
            return [.. bounds];
        }

        var starts = Filled(counts, maximumBinCount);
        for (var bin = 1; bin < starts.Length - 1; bin++)
            bounds.Add(Between(distinct[starts[bin] - 1], distinct[starts[bin]]));
        return [.. bounds];
    }

    /// <summary>
    /// Bins filled one after the other: the first value of each, and behind them the number of values. Where bins are left over, fewer than
    /// asked for.
    /// </summary>
    private static int[] Filled(int[] counts, int maximumBinCount)
    {
        // A value with more rows than a mean bin has a bin of its own; the others share what is left.
        var starts = new List<int>(maximumBinCount + 1) { 0 };
        var rows = counts.Sum(c => (long)c);
        var bins = maximumBinCount;
        var alone = new bool[counts.Length];
        var mean = (double)rows / bins;
        var shared = bins;
        var sharedRows = rows;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] < mean)
                continue;
            alone[i] = true;
            shared--;
            sharedRows -= counts[i];
        }

        var target = (double)sharedRows / Math.Max(1, shared);
        var filled = 0L;
        for (var i = 0; i + 1 < counts.Length && starts.Count < bins; i++)
        {
            if (!alone[i])
            {
                sharedRows -= counts[i];
                filled += counts[i];
            }

            var full = alone[i] || filled >= target || (alone[i + 1] && filled > 0 && shared > 1);
            if (!full)
                continue;
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
        var middle = (float)(0.5 * ((double)a + b));
        return middle < b && middle >= a ? middle : a;
    }
}

/// <summary>Sorts floats without NaN by three passes of eleven bits over their order-preserving integer form; cost O(n).</summary>
internal static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    public static void Ascending(Span<float> values)
    {
        if (values.Length < 512)
        {
            values.Sort();
            return;
        }

        var a = new uint[values.Length];
        var b = new uint[values.Length];
        for (var i = 0; i < a.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            a[i] = bits ^ ((uint)((int)bits >> 31) | 0x80000000u);
        }

        var starts = new int[Buckets];
        for (var shift = 0; shift < 32; shift += Bits)
        {
            Array.Clear(starts);
            foreach (var key in a)
                starts[(key >> shift) & (Buckets - 1)]++;
            var sum = 0;
            for (var i = 0; i < Buckets; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            foreach (var key in a)
                b[starts[(key >> shift) & (Buckets - 1)]++] = key;
            (a, b) = (b, a);
        }

        for (var i = 0; i < a.Length; i++)
        {
            var key = a[i];
            values[i] = BitConverter.UInt32BitsToSingle((key & 0x80000000u) != 0 ? key ^ 0x80000000u : ~key);
        }
    }
}
