using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>Divides features into sparse and dense groups and lays out their rows.</summary>
internal static class FeatureGrouping
{
    /// <summary>A sparse group's histogram stays within a second-level cache, and its positions within 16 bits.</summary>
    private const int SparseGroupBins = 32768;

    private const int DenseGroupFeatures = 64;

    /// <summary>Above this share of rows outside the most frequent bin, plain bytes are cheaper than entries.</summary>
    private const double SparseShare = 0.75;

    /// <param name="chosen">The features to arrange, ascending.</param>
    /// <param name="start">Where their bins start in a histogram.</param>
    /// <param name="largestArray">The most elements of a group's bins or entries: so many as one array can hold.</param>
    /// <returns>
    /// The groups; where each feature's bins start, -1 for those that are constant or not chosen; where the last bins end.
    /// </returns>
    public static (FeatureGroup[] Groups, int[] Offsets, int End) Arrange(
        int rows, FeatureBins[] bins, byte[][] columns, int[] chosen, int start, int threads, long largestArray = 0x7FFFFFC7)
    {
        var offsets = new int[bins.Length];
        Array.Fill(offsets, -1);
        var frequent = new int[bins.Length];
        var others = new long[bins.Length];
        Pieces.For(chosen.Length, threads, i =>
        {
            var f = chosen[i];
            if (columns[f].Length > 0)
                (frequent[f], others[f]) = MostFrequent(columns[f]);
        });

        var plans = new List<(List<int> Features, bool Sparse, int Start, int Length)>();
        var position = start;
        foreach (var sparse in (bool[])[true, false])
        {
            List<int>? open = null;
            var groupStart = position;
            var elements = 0L;
            foreach (var f in chosen)
            {
                if (columns[f].Length == 0 || others[f] <= rows * SparseShare != sparse)
                    continue;
                var more = sparse ? others[f] : rows;
                var full = sparse ? position - groupStart + bins[f].BinCount > SparseGroupBins : open?.Count == DenseGroupFeatures;
                if (open is not null && (full || elements + more > largestArray))
                {
                    plans.Add((open, sparse, groupStart, position - groupStart));
                    open = null;
                }

                if (open is null)
                {
                    open = [];
                    (groupStart, elements) = (position, 0);
                }

                open.Add(f);
                elements += more;
                offsets[f] = position;
                position += bins[f].BinCount;
            }

            if (open is not null)
                plans.Add((open, sparse, groupStart, position - groupStart));
        }

        var groups = new FeatureGroup[plans.Count];
        Pieces.For(plans.Count, threads, g =>
        {
            var (features, sparse, first, length) = plans[g];
            int[] local = [.. features.Select(f => offsets[f] - first)];
            groups[g] = sparse
                ? Sparse(rows, [.. features], columns, local, frequent, first, length)
                : Dense(rows, [.. features], columns, local, first, length);
        });
        return (groups, offsets, position);
    }

    private static FeatureGroup Dense(int rows, int[] features, byte[][] columns, int[] local, int start, int length)
    {
        var bins = GC.AllocateUninitializedArray<byte>(checked(rows * features.Length));
        for (var j = 0; j < features.Length; j++)
        {
            var column = columns[features[j]];
            for (var row = 0; row < rows; row++)
                bins[row * features.Length + j] = column[row];
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
        var starts = new int[rows + 1];
        foreach (var f in features)
        {
            var column = columns[f];
            var common = frequent[f];
            for (var row = 0; row < column.Length; row++)
                starts[row + 1] += column[row] != common ? 1 : 0;
        }

        for (var row = 0; row < rows; row++)
            starts[row + 1] = checked(starts[row + 1] + starts[row]);
        var entries = GC.AllocateUninitializedArray<ushort>(starts[rows]);

        // Blocks of rows, so that the entries being filled stay in the cache while the columns pass by.
        const int Block = 2048;
        var next = new int[Block];
        for (var first = 0; first < rows; first += Block)
        {
            var n = Math.Min(Block, rows - first);
            Array.Copy(starts, first, next, 0, n);
            for (var j = 0; j < features.Length; j++)
            {
                ReadOnlySpan<byte> column = columns[features[j]].AsSpan(first, n);
                var common = frequent[features[j]];
                for (var i = 0; i < column.Length; i++)
                {
                    if (column[i] != common)
                        entries[next[i]++] = (ushort)(local[j] + column[i]);
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
        foreach (var bin in column)
            counts[bin]++;
        var best = 0;
        for (var bin = 1; bin < 256; bin++)
        {
            if (counts[bin] > counts[best])
                best = bin;
        }

        return (best, column.Length - counts[best]);
    }
}

/// <summary>
/// Some features' bins by rows, laid out for building histograms. Dense: a byte for each feature of a row. Sparse: only the bins that are
/// not their feature's most frequent one, as positions in the group's part of the histogram; the frequent bin follows by subtraction.
/// </summary>
internal sealed class FeatureGroup
{
    /// <summary>The features in the order of their bins.</summary>
    public required int[] Features { get; init; }

    /// <summary>Where the group's bins start in a histogram, and how many there are.</summary>
    public required int HistogramStart { get; init; }

    public required int HistogramLength { get; init; }

    public required bool IsSparse { get; init; }

    /// <summary>Dense: [rows, features] bins.</summary>
    public byte[] Bins { get; init; } = [];

    /// <summary>Dense: each feature's first position within the group.</summary>
    public int[] LocalOffsets { get; init; } = [];

    /// <summary>Sparse: [rows + 1] where each row's entries start.</summary>
    public int[] RowStarts { get; init; } = [];

    /// <summary>Sparse: positions within the group, row after row.</summary>
    public ushort[] Entries { get; init; } = [];

    /// <summary>Sparse: the position of each feature's most frequent bin, within the whole histogram.</summary>
    public int[] FrequentBins { get; init; } = [];

    /// <summary>Mean histogram updates of one row.</summary>
    public double EntriesPerRow { get; init; }
}
