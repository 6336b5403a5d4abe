using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The rows of a tree's nodes: one array in which every node owns a range. Splitting a node divides its range in place and keeps the rows'
/// order on both sides.
/// </summary>
internal sealed unsafe class RowPartition(int capacity)
{
    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(capacity);
    private readonly int[] _right = GC.AllocateUninitializedArray<int>(capacity);

    public int Count { get; private set; }

    public ReadOnlyMemory<int> Rows(int start, int end) => _rows.AsMemory(start, end - start);

    /// <summary>All rows 0 … n − 1.</summary>
    public void SetAll(int n)
    {
        Count = n;
        for (var i = 0; i < n; i++)
            _rows[i] = i;
    }

    public void Set(ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        rows.CopyTo(_rows);
    }

    /// <summary>
    /// Divides [start, end): rows whose bin has <c>goesRight[bin] = 0</c> first, then those with 1. Returns where the right side starts.
    /// </summary>
    public int Split(int start, int end, byte[] column, byte[] goesRight)
    {
        fixed (int* rows = _rows)
        fixed (int* right = _right)
        fixed (byte* bins = column)
        fixed (byte* side = goesRight)
        {
            var left = rows + start;
            var rights = 0;
            for (var i = start; i < end; i++)
            {
                // Written to both sides, kept on one: no branch to mispredict.
                var row = rows[i];
                int isRight = side[bins[row]];
                *left = row;
                right[rights] = row;
                rights += isRight;
                left += 1 - isRight;
            }

            var middle = end - rights;
            new ReadOnlySpan<int>(right, rights).CopyTo(new Span<int>(rows + middle, rights));
            return middle;
        }
    }
}

/// <summary>The rows a tree is grown on.</summary>
internal static class RowSampling
{
    /// <summary>A share of the rows drawn without replacement, and the others, both ascending; null when all rows are wanted.</summary>
    public static (int[] Rows, int[] Others)? Draw(int n, double fraction, SplitMix64 random)
    {
        if (fraction == 1)
            return null;
        var rows = new int[Math.Max(1, (int)Math.Round(n * fraction))];
        var others = new int[n - rows.Length];
        random.Choose(n, rows);
        var other = 0;
        var taken = 0;
        for (var row = 0; row < n; row++)
        {
            if (taken < rows.Length && rows[taken] == row)
                taken++;
            else
                others[other++] = row;
        }

        return (rows, others);
    }
}
