using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Prediction;

/// <summary>
/// Prediction without walking (after Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive ensembles of
/// regression trees", 2015): every leaf is a bit, every node that sends the row right strikes the leaves on its left out, and the leftmost
/// bit that is left is the row's leaf. What all nodes of one feature strike out depends only on how many of the ensemble's thresholds the
/// value exceeds, so it is worked out beforehand: a row takes one search and one line of a table for each feature. For trees of at most 32
/// leaves that split at most 16 features, none by categories.
/// </summary>
internal sealed unsafe class RankMaskTrees
{
    public const int MaximumLeaves = 32;
    public const int MaximumFeatures = 16;
    private const int Lanes = 8;
    private const int ValuesAtATime = 512;

    /// <summary>Elements of the table, 4 bytes each.</summary>
    private const long MaximumMasks = 1 << 22;

    private readonly RankedFeature[] _features;
    private readonly float[] _thresholds;

    // [ranks of all features][padded trees]: the leaves that are left
    private readonly uint[] _masks;

    /// <summary>[padded trees]: where a tree's leaves begin among the values.</summary>
    private readonly int[] _firstLeaves;
    private readonly float[] _leafValues;
    private readonly double[] _initialScores;
    private readonly int _treeCount;
    private readonly int _paddedTrees;

    private RankMaskTrees(ImmutableArray<float> initialScores, ImmutableArray<Tree> trees, RankedFeature[] features, float[] thresholds)
    {
        _initialScores = [.. initialScores.Select(score => (double)score)];
        (_features, _thresholds) = (features, thresholds);
        _treeCount = trees.Length;
        _paddedTrees = Padded(trees.Length);
        _masks = new uint[Ranks(features) * _paddedTrees];
        Array.Fill(_masks, uint.MaxValue);
        _firstLeaves = new int[_paddedTrees];
        _leafValues = new float[Math.Max(1, trees.Sum(t => t.Leaves.Length))];
        var leaves = 0;
        for (var t = 0; t < trees.Length; t++)
        {
            _firstLeaves[t] = leaves;
            Fill(trees[t], trees[t].Splits.Length > 0 ? 0 : ~0, t, ref leaves);
        }

        foreach (var feature in features)
            AccumulateRanks(feature);
    }

    /// <summary>Null where the trees do not fit this form.</summary>
    public static RankMaskTrees? TryCreate(ImmutableArray<float> initialScores, ImmutableArray<Tree> trees)
    {
        if (trees.Any(t => t.Leaves.Length > MaximumLeaves || t.Splits.Any(s => s.IsCategorical || float.IsNaN(s.Threshold))))
            return null;
        var features = new List<RankedFeature>();
        var thresholds = new List<float>();
        var line = 0;
        foreach (var group in trees.SelectMany(t => t.Splits).GroupBy(s => s.Feature).OrderBy(g => g.Key))
        {
            float[] own = [.. group.Select(s => s.Threshold).Distinct().Order()];
            features.Add(new(group.Key, thresholds.Count, own.Length, line));
            thresholds.AddRange(own);
            line += own.Length + 2;
        }

        var fits = features.Count <= MaximumFeatures && (long)line * Padded(trees.Length) <= MaximumMasks;
        return fits ? new RankMaskTrees(initialScores, trees, [.. features], [.. thresholds]) : null;
    }

    private static int Padded(int trees) => (trees + Lanes - 1) / Lanes * Lanes;

    private static int Ranks(RankedFeature[] features) => features.Sum(f => f.Thresholds + 2);

    /// <summary>
    /// Numbers the leaves below a node from left to right and enters the node's left leaves where its threshold is the highest that is
    /// exceeded.
    /// </summary>
    private void Fill(Tree tree, int node, int treeIndex, ref int leaves)
    {
        if (node < 0)
        {
            _leafValues[leaves++] = tree.Leaves[~node].Value;
            return;
        }

        var split = tree.Splits[node];
        var first = leaves - _firstLeaves[treeIndex];
        Fill(tree, split.Left, treeIndex, ref leaves);
        var others = ~(uint)((1UL << (leaves - _firstLeaves[treeIndex])) - (1UL << first));
        var feature = Array.Find(_features, f => f.Column == split.Feature);
        var rank = 1 + Array.BinarySearch(
            _thresholds, feature.FirstThreshold, feature.Thresholds, split.Threshold) - feature.FirstThreshold;
        _masks[((feature.FirstLine + rank) * _paddedTrees) + treeIndex] &= others;
        if (!split.MissingLeft)
            _masks[((feature.FirstLine + feature.MissingRank) * _paddedTrees) + treeIndex] &= others;
        Fill(tree, split.Right, treeIndex, ref leaves);
    }

    /// <summary>A value that exceeds a threshold exceeds all lower ones.</summary>
    private void AccumulateRanks(RankedFeature feature)
    {
        for (var rank = 1; rank < feature.MissingRank; rank++)
        {
            var lower = _masks.AsSpan((feature.FirstLine + rank - 1) * _paddedTrees, _paddedTrees);
            var line = _masks.AsSpan((feature.FirstLine + rank) * _paddedTrees, _paddedTrees);
            for (var t = 0; t < line.Length; t++)
                line[t] &= lower[t];
        }
    }

    /// <summary>The scores of one row.</summary>
    [SkipLocalsInit]
    public void Sum(ReadOnlySpan<float> features, Span<double> scores)
    {
        _initialScores.CopyTo(scores);
        var lines = stackalloc uint*[MaximumFeatures];
        var values = stackalloc float[ValuesAtATime];
        fixed (uint* masks = _masks)
        fixed (float* thresholds = _thresholds, leafValues = _leafValues)
        fixed (double* sums = scores)
        fixed (int* firstLeaves = _firstLeaves)
        {
            for (var f = 0; f < _features.Length; f++)
            {
                ref readonly var feature = ref _features[f];
                lines[f] = masks + ((nint)(feature.FirstLine + feature.RankOf(features[feature.Column], thresholds)) * _paddedTrees);
            }

            var output = 0;
            for (var tree = 0; tree < _treeCount; tree += ValuesAtATime)
            {
                var count = Math.Min(ValuesAtATime, _treeCount - tree);
                for (var i = 0; i < count; i += Lanes)
                    LeafValues(lines, tree + i, firstLeaves, leafValues).Store(values + i);
                output = Add(values, count, sums, scores.Length, output);
            }
        }
    }

    /// <summary>The values that eight trees give.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> LeafValues(uint** lines, int tree, int* firstLeaves, float* leafValues)
    {
        var alive = Vector256<uint>.AllBitsSet;
        for (var f = 0; f < _features.Length; f++)
            alive &= Vector256.Load(lines[f] + tree);
        // The number of the lowest bit is the exponent of that bit as a float; the highest bit's float is negative.
        var lowest = alive.AsInt32() & -alive.AsInt32();
        var exponent = (Vector256.ConvertToSingle(lowest).AsInt32() & Vector256.Create(int.MaxValue)) >>> 23;
        var leaf = exponent - Vector256.Create(127) + Vector256.Load(firstLeaves + tree);
        // The lanes beyond the last tree are not used: every bit is left there, which is the first tree's first leaf.
        return Avx2.IsSupported
            ? Avx2.GatherVector256(leafValues, leaf, sizeof(float))
            : Vector256.Create(
                leafValues[leaf[0]], leafValues[leaf[1]], leafValues[leaf[2]], leafValues[leaf[3]],
                leafValues[leaf[4]], leafValues[leaf[5]], leafValues[leaf[6]], leafValues[leaf[7]]);
    }

    /// <summary>Adds trees' values to the scores of their outputs, which take turns; returns the output that is next.</summary>
    private static int Add(float* values, int count, double* sums, int outputs, int output)
    {
        for (var i = 0; i < count;)
        {
            var run = Math.Min(count - i, outputs - output);
            var k = 0;
            for (; k + Lanes <= run; k += Lanes)
            {
                var sum = sums + output + k;
                (Vector512.Load(sum) + Vector512.WidenLower(Vector256.Load(values + i + k).ToVector512Unsafe())).Store(sum);
            }

            for (; k < run; k++)
                sums[output + k] += values[i + k];
            i += run;
            output = output + run == outputs ? 0 : output + run;
        }

        return output;
    }

    /// <summary>
    /// A column with its thresholds and its lines of the table: one for each number of exceeded thresholds, then one for missing values.
    /// </summary>
    private readonly record struct RankedFeature(int Column, int FirstThreshold, int Thresholds, int FirstLine)
    {
        public int MissingRank => Thresholds + 1;

        /// <summary>How many thresholds are below the value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int RankOf(float value, float* thresholds)
        {
            if (float.IsNaN(value))
                return MissingRank;
            var from = thresholds + FirstThreshold;
            var rank = 0;
            for (var step = (int)(BitOperations.RoundUpToPowerOf2((uint)Thresholds + 1) >> 1); step > 0; step >>= 1)
            {
                var next = rank + step;
                if (next <= Thresholds && value > from[next - 1])
                    rank = next;
            }

            return rank;
        }
    }
}
