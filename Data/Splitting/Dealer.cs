using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPipelines.Data.Generation;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Splitting;

/// <summary>Deals rows to parts with given shares, which add up to 1; the answer is the part of each row.</summary>
internal static class Dealer
{
    public static int[] Random(int rows, double[] shares, int seed) => Deal(Permutation(rows, seed), rows, shares);

    /// <summary>
    /// Deals one stratum after the other; as every prefix of the deal has the right shares, so has every stratum, within a row or two.
    /// </summary>
    public static int[] Stratified(int[] strata, double[] shares, int seed) =>
        Deal(Permutation(strata.Length, seed).OrderBy(row => strata[row]), strata.Length, shares);

    /// <summary>Deals by the first 53 bits of SHA-256 over seed, features and label.</summary>
    public static int[] Hashed(MatrixDataView rows, double[] shares, int seed)
    {
        var part = new int[rows.RowCount];
        Span<float> content = new float[rows.FeatureCount + 2];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var row = 0; row < part.Length; row++)
        {
            rows.CopyFeatures(row, content[2..]);
            content[0] = BitConverter.Int32BitsToSingle(seed);
            content[1] = rows.GetLabel(row);
            SHA256.HashData(MemoryMarshal.AsBytes(content), hash);
            part[row] = PartOf((MemoryMarshal.Read<ulong>(hash) >> 11) * (1.0 / (1UL << 53)), shares);
        }

        return part;
    }

    /// <summary>
    /// Deals whole groups, the largest first, each to the part that lacks most; the last ones to parts that have none yet, while there are
    /// any.
    /// </summary>
    public static int[] Grouped(IReadOnlyList<int> groups, double[] shares, int seed)
    {
        int[][] members = [
            .. Permutation(groups.Count, seed).GroupBy(row => groups[row]).Select(group => group.ToArray())
                .OrderByDescending(group => group.Length)];
        var part = new int[groups.Count];
        var counts = new int[shares.Length];
        foreach (var (dealt, rows) in members.Index())
        {
            var onlyEmpty = members.Length - dealt <= counts.Count(count => count == 0);
            var chosen = MostLacking(shares, counts, groups.Count, onlyEmpty);
            counts[chosen] += rows.Length;
            foreach (var row in rows)
                part[row] = chosen;
        }

        return part;
    }

    private static int[] Deal(IEnumerable<int> order, int rows, double[] shares)
    {
        var part = new int[rows];
        var counts = new int[shares.Length];
        var dealt = 0;
        foreach (var row in order)
        {
            var chosen = MostLacking(shares, counts, ++dealt);
            counts[chosen]++;
            part[row] = chosen;
        }

        return part;
    }

    /// <summary>
    /// The part whose count is farthest below its share of <paramref name="total"/>, of those without rows where
    /// <paramref name="onlyEmpty"/> says so; the first of equals.
    /// </summary>
    private static int MostLacking(double[] shares, int[] counts, int total, bool onlyEmpty = false)
    {
        var chosen = 0;
        var most = double.NegativeInfinity;
        for (var p = 0; p < shares.Length; p++)
        {
            var lacking = shares[p] * total - counts[p];
            if (lacking > most + 1e-9 && (!onlyEmpty || counts[p] == 0))
                (most, chosen) = (lacking, p);
        }

        return chosen;
    }

    private static int PartOf(double position, double[] shares)
    {
        double end = 0;
        for (var p = 0; p < shares.Length - 1; p++)
        {
            end += shares[p];
            if (position < end)
                return p;
        }

        return shares.Length - 1;
    }

    /// <summary>The numbers below <paramref name="count"/> in random order.</summary>
    public static int[] Permutation(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        var random = new RandomStream(seed, StreamPurpose.Split, 0);
        random.Shuffle(order.AsSpan());
        return order;
    }
}

/// <summary>The strata of a stratified split.</summary>
internal static class Strata
{
    private const int TargetRanges = 20;

    /// <summary>The stratum of each row: its class, or for a regression which twentieth of the sorted targets it is in.</summary>
    public static int[] Of(MatrixDataView rows)
    {
        var strata = new int[rows.RowCount];
        if (rows.Task != LearningTask.Regression)
        {
            for (var row = 0; row < strata.Length; row++)
                strata[row] = rows.GetClass(row);
            return strata;
        }

        int[] byTarget = [.. Enumerable.Range(0, strata.Length).OrderBy(rows.GetLabel)];
        for (var rank = 0; rank < byTarget.Length; rank++)
            strata[byTarget[rank]] = (int)((long)rank * TargetRanges / byTarget.Length);
        return strata;
    }
}
