namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Divides ascending values into bins of about equally many rows: the sum of the squares of the bins' rows, least where all are equal, is
/// brought down by a boundary at a time. First each new boundary halves the bin in which that gains most, then boundaries move between their
/// neighbors, the one that gains most first, until none gains. A value that fills a bin by itself ends up in one of its own, and rare values
/// share. ML.NET's FastTree divides so.
/// </summary>
internal sealed class EvenBins
{
    private readonly long[] _before;    // rows of the values before each
    private readonly int[] _starts;     // the first value of each bin; behind them the number of values
    private readonly float _meanRows;

    private EvenBins(ReadOnlySpan<int> counts, int bins)
    {
        _before = new long[counts.Length + 1];
        for (int i = 0; i < counts.Length; i++) _before[i + 1] = _before[i] + counts[i];
        _starts = new int[bins + 1];
        _meanRows = (float)_before[^1] / bins;
    }

    /// <summary>The first value of each bin, and behind them the number of values.</summary>
    /// <param name="counts">Rows of each value, all at least 1; more of them than bins.</param>
    /// <param name="bins">The number of bins, at least 1.</param>
    public static int[] Starts(ReadOnlySpan<int> counts, int bins)
    {
        if (bins < 1 || bins >= counts.Length)
            throw new ArgumentOutOfRangeException(nameof(bins), bins, $"The number of bins must be at least 1 and below that of the {counts.Length} values.");
        var division = new EvenBins(counts, bins);
        division.Halve();
        division.Move();
        return division._starts;
    }

    /// <summary>How much of the sum of squared rows comes from values that share a bin: 2 x y for each pair of them.</summary>
    public static double Sharing(ReadOnlySpan<int> counts, int[] starts)
    {
        double sharing = 0;
        for (int bin = 1; bin < starts.Length; bin++)
        {
            double rows = 0;
            foreach (int count in counts[starts[bin - 1]..starts[bin]])
            {
                sharing += 2 * rows * count;
                rows += count;
            }
        }
        return sharing;
    }

    /// <summary>What no division into so many bins shares less than: that of bins of equal size.</summary>
    public static double LeastSharing(ReadOnlySpan<int> counts, int bins)
    {
        double rows = 0, squares = 0;
        foreach (int count in counts)
        {
            rows += count;
            squares += (double)count * count;
        }
        return Math.Max(0, rows * rows / bins - squares);
    }

    private void Halve()
    {
        var open = new List<(int Start, int Split, int End)>();
        var heap = new GainHeap(2 * _starts.Length);
        Open(0, _before.Length - 1);
        for (int i = 1; i < _starts.Length - 1; i++)
        {
            var (start, split, end) = open[heap.Pop()];
            _starts[i] = split;
            Open(start, split);
            Open(split, end);
        }
        _starts[^1] = _before.Length - 1;
        Array.Sort(_starts);

        void Open(int start, int end)
        {
            if (end - start < 2) return;
            int split = Split(start, end, bin: null);
            heap.Add(open.Count, Gain(start, split, end));
            open.Add((start, split, end));
        }
    }

    private void Move()
    {
        int[] targets = new int[_starts.Length];
        var heap = new GainHeap(_starts.Length);
        for (int bin = 1; bin < _starts.Length - 1; bin++) Consider(bin);
        while (heap.Count > 0)
        {
            int bin = heap.Pop();
            _starts[bin] = targets[bin];
            if (bin > 1) Consider(bin - 1);
            if (bin < _starts.Length - 2) Consider(bin + 1);
        }

        void Consider(int bin)
        {
            if (heap.Contains(bin)) heap.Remove(bin);
            var (start, here, end) = (_starts[bin - 1], _starts[bin], _starts[bin + 1]);
            targets[bin] = Split(start, end, bin);
            if (targets[bin] != here) heap.Add(bin, Gain(start, targets[bin], end) - Gain(start, here, end));
        }
    }

    /// <summary>Where a boundary between two others gains most. Of two places that gain alike it takes the one nearer to where a bin of this number would start were all equal.</summary>
    private int Split(int start, int end, int? bin)
    {
        long middle = (_before[start] + _before[end]) / 2;
        int found = Array.BinarySearch(_before, start, end - start, middle);
        int split = Math.Clamp(found < 0 ? ~found : found, start + 1, end - 1);
        foreach (int other in (ReadOnlySpan<int>)[split + 1, split - 1])
        {
            if (other <= start || other >= end) continue;
            long more = Gain(start, other, end) - Gain(start, split, end);
            if (more > 0 || (more == 0 && bin is { } number && Distance(other, number) < Distance(split, number)))
                return other;
        }
        return split;
    }

    private float Distance(int boundary, int bin) => Math.Abs(_before[boundary] - (_meanRows * bin));

    /// <summary>Half of what a boundary takes off the sum of squares: (x + y)² − x² − y² = 2 x y.</summary>
    private long Gain(int start, int split, int end) => (_before[split] - _before[start]) * (_before[end] - _before[split]);
}
