namespace MlPipelines.Numerics.Trees;

/// <summary>Divides features into sparse and dense groups and lays out their rows.</summary>
internal static class FeatureGrouping
{
    /// <summary>A sparse group's histogram stays within a second-level cache, and its positions within 16 bits.</summary>
    private const int SparseGroupBins = 32768;

    private const int DenseGroupFeatures = 64;

    /// <summary>Above this share of rows outside the most frequent bin, plain bytes are cheaper than entries.</summary>
    private const double SparseShare = 0.75;

    /// <param name="largestArray">The most elements of a group's bins or entries: so many as one array can hold.</param>
    public static (FeatureGroup[] Groups, int[] Offsets, int HistogramLength) Arrange(
        int rows, FeatureBins[] bins, byte[][] columns, int threads, long largestArray = 0x7FFFFFC7)
    {
        int[] offsets = new int[bins.Length];
        Array.Fill(offsets, -1);
        int[] frequent = new int[bins.Length];
        long[] others = new long[bins.Length];
        Parallelism.For(bins.Length, threads, f =>
        {
            if (columns[f].Length > 0) (frequent[f], others[f]) = MostFrequent(columns[f]);
        });

        var plans = new List<(List<int> Features, bool Sparse, int Start, int Length)>();
        int position = 0;
        foreach (bool sparse in (bool[])[true, false])
        {
            List<int>? open = null;
            int start = position;
            long elements = 0;
            for (int f = 0; f < bins.Length; f++)
            {
                if (columns[f].Length == 0 || others[f] <= rows * SparseShare != sparse) continue;
                long more = sparse ? others[f] : rows;
                bool full = sparse ? position - start + bins[f].BinCount > SparseGroupBins : open?.Count == DenseGroupFeatures;
                if (open is not null && (full || elements + more > largestArray))
                {
                    plans.Add((open, sparse, start, position - start));
                    open = null;
                }
                if (open is null)
                {
                    open = [];
                    (start, elements) = (position, 0);
                }
                open.Add(f);
                elements += more;
                offsets[f] = position;
                position += bins[f].BinCount;
            }
            if (open is not null) plans.Add((open, sparse, start, position - start));
        }

        var groups = new FeatureGroup[plans.Count];
        Parallelism.For(plans.Count, threads, g =>
        {
            (List<int> features, bool sparse, int start, int length) = plans[g];
            int[] local = [.. features.Select(f => offsets[f] - start)];
            groups[g] = sparse
                ? Sparse(rows, [.. features], columns, local, frequent, start, length)
                : Dense(rows, [.. features], columns, local, start, length);
        });
        return (groups, offsets, position);
    }

    private static FeatureGroup Dense(int rows, int[] features, byte[][] columns, int[] local, int start, int length)
    {
        byte[] bins = GC.AllocateUninitializedArray<byte>(checked(rows * features.Length));
        for (int j = 0; j < features.Length; j++)
        {
            byte[] column = columns[features[j]];
            for (int row = 0; row < rows; row++) bins[row * features.Length + j] = column[row];
        }
        return new FeatureGroup
        {
            Features = features,
            HistogramStart = start,
            HistogramLength = length,
            IsSparse = false,
            Bins = bins,
            LocalOffsets = local,
            EntriesPerRow = features.Length,
        };
    }

    private static FeatureGroup Sparse(int rows, int[] features, byte[][] columns, int[] local, int[] frequent, int start, int length)
    {
        int[] starts = new int[rows + 1];
        foreach (int f in features)
        {
            byte[] column = columns[f];
            int common = frequent[f];
            for (int row = 0; row < column.Length; row++) starts[row + 1] += column[row] != common ? 1 : 0;
        }
        for (int row = 0; row < rows; row++) starts[row + 1] = checked(starts[row + 1] + starts[row]);
        ushort[] entries = GC.AllocateUninitializedArray<ushort>(starts[rows]);

        // Blocks of rows, so that the entries being filled stay in the cache while the columns pass by.
        const int Block = 2048;
        int[] next = new int[Block];
        for (int first = 0; first < rows; first += Block)
        {
            int n = Math.Min(Block, rows - first);
            Array.Copy(starts, first, next, 0, n);
            for (int j = 0; j < features.Length; j++)
            {
                ReadOnlySpan<byte> column = columns[features[j]].AsSpan(first, n);
                int common = frequent[features[j]];
                for (int i = 0; i < column.Length; i++)
                {
                    if (column[i] != common) entries[next[i]++] = (ushort)(local[j] + column[i]);
                }
            }
        }
        return new FeatureGroup
        {
            Features = features,
            HistogramStart = start,
            HistogramLength = length,
            IsSparse = true,
            RowStarts = starts,
            Entries = entries,
            FrequentBins = [.. features.Select((f, j) => start + local[j] + frequent[f])],
            EntriesPerRow = (double)starts[rows] / rows,
        };
    }

    private static (int Bin, long Others) MostFrequent(byte[] column)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (byte bin in column) counts[bin]++;
        int best = 0;
        for (int bin = 1; bin < 256; bin++)
        {
            if (counts[bin] > counts[best]) best = bin;
        }
        return (best, column.Length - counts[best]);
    }
}
