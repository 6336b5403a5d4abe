using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The rows of a tree's nodes: one array in which every node owns a range. Splitting a node divides its range in place and keeps the rows'
/// order on both sides.
/// </summary>
internal sealed unsafe class RowPartition(int capacity)
{
    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(capacity);
    private readonly int[] _right = GC.AllocateUninitializedArray<int>(capacity + Vector256<int>.Count);    // whole vectors are written

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
            var (next, rights) = (start, 0);
            if (Avx2.IsSupported)
                (next, rights) = SplitVectors(rows, right, start, end, bins, side);
            var left = rows + next - rights;
            for (; next < end; next++)
            {
                // Written to both sides, kept on one: no branch to mispredict.
                var row = rows[next];
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

    /// <summary>Eight rows at a time. Returns the first row that is left over, and how many went right.</summary>
    private static (int Next, int Rights) SplitVectors(int* rows, int* right, int start, int end, byte* bins, byte* side)
    {
        // The sides of all 256 bins, a bit each.
        var sides = default(Vector256<uint>);
        for (var i = 0; i < Vector256<uint>.Count; i++)
            sides = sides.WithElement(i, (Vector256.Load(side + 32 * i) << 7).ExtractMostSignificantBits());

        var (next, rights) = (start, 0);
        var places = Places;
        for (; next + Vector256<int>.Count <= end; next += Vector256<int>.Count)
        {
            // A bin is the highest byte of four, so that nothing behind the column is read. Before it, arrays have their length.
            var eight = Vector256.Load(rows + next);
            var bin = Avx2.GatherVector256((uint*)(bins - 3), eight, 1) >>> 24;
            var word = Avx2.PermuteVar8x32(sides, bin >>> 5);
            var goRight = Avx2.ShiftLeftLogicalVariable(word, Vector256.Create(31u) - (bin & Vector256.Create(31u)))
                .ExtractMostSignificantBits();
            Avx2.PermuteVar8x32(eight, Vector256.Load(places + 8 * (goRight ^ 255))).Store(rows + next - rights);
            Avx2.PermuteVar8x32(eight, Vector256.Load(places + 8 * goRight)).Store(right + rights);
            rights += BitOperations.PopCount(goRight);
        }

        return (next, rights);
    }

    /// <summary>[256, 8], outside of the heap: for each set of eight places, those that are in it, ascending, then any.</summary>
    private static readonly int* Places = CreatePlaces();

    private static int* CreatePlaces()
    {
        var places = (int*)NativeMemory.AllocZeroed(256 * 8, sizeof(int));
        for (var set = 0; set < 256; set++)
        {
            var n = 0;
            for (var place = 0; place < 8; place++)
            {
                if ((set >> place & 1) != 0)
                    places[8 * set + n++] = place;
            }
        }

        return places;
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
