using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Sixteen trees at once, without walking (after Lucchese et al., "QuickScorer: a fast algorithm to rank documents with additive
/// ensembles of regression trees", 2015): every leaf is a bit, every node that sends the row right strikes the leaves on its left out,
/// and the leftmost bit that is left is the row's leaf. For trees of at most 32 leaves on at most 16 features without categories, and
/// rows without missing values; cost: one comparison for each node of the largest of the sixteen trees.
/// </summary>
internal sealed unsafe class LeafMaskTrees
{
    public const int MaximumLeaves = 32;
    public const int MaximumFeatures = 16;
    private const int Lanes = 16;
    private const int HalfLanes = Lanes / 2;

    /// <summary>Of each block of trees: its first slot and its number of slots.</summary>
    private readonly (int First, int Count)[] _blocks;

    // [slots][lanes]: a node of each tree of a block
    private readonly float[] _thresholds;
    private readonly int[] _features;
    private readonly uint[] _leftLeaves;

    /// <summary>[trees][32]</summary>
    private readonly float[] _leafValues;
    private readonly float[] _initialScores;
    private readonly int _treeCount;
    private readonly bool _halves;

    private LeafMaskTrees(ImmutableArray<float> initialScores, ImmutableArray<Tree> trees, bool halves)
    {
        _halves = halves;
        _initialScores = [.. initialScores];
        _treeCount = trees.Length;
        int blocks = (trees.Length + Lanes - 1) / Lanes;
        _blocks = new (int, int)[blocks];
        _leafValues = new float[blocks * Lanes * MaximumLeaves];
        int slots = 0;
        for (int b = 0; b < blocks; b++)
        {
            int count = 0;
            for (int t = b * Lanes; t < Math.Min(trees.Length, (b + 1) * Lanes); t++) count = Math.Max(count, trees[t].Splits.Length);
            _blocks[b] = (slots, count);
            slots += count;
        }
        _thresholds = new float[slots * Lanes];
        Array.Fill(_thresholds, float.PositiveInfinity);    // a slot without a node strikes nothing out
        _features = new int[slots * Lanes];
        _leftLeaves = new uint[slots * Lanes];
        for (int t = 0; t < trees.Length; t++)
        {
            int leaves = 0;
            Fill(trees[t], trees[t].Splits.Length > 0 ? 0 : ~0, t, ref leaves);
        }
    }

    /// <summary>Null where the trees do not fit this form or the machine has no vectors of at least 256 bits.</summary>
    /// <param name="halves">whether sixteen trees are two vectors of 256 bits rather than one of 512</param>
    public static LeafMaskTrees? TryCreate(int featureCount, ImmutableArray<float> initialScores, ImmutableArray<Tree> trees, bool halves)
    {
        bool fits = Vector256.IsHardwareAccelerated && featureCount <= MaximumFeatures
            && trees.All(t => t.Leaves.Length <= MaximumLeaves && t.Splits.All(s => !s.IsCategorical));
        return fits ? new LeafMaskTrees(initialScores, trees, halves) : null;
    }

    /// <summary>Numbers the leaves below a node from left to right and records the node with its left leaves.</summary>
    private void Fill(Tree tree, int node, int treeIndex, ref int leaves)
    {
        if (node < 0)
        {
            _leafValues[treeIndex * MaximumLeaves + leaves++] = tree.Leaves[~node].Value;
            return;
        }
        TreeSplit split = tree.Splits[node];
        int first = leaves;
        Fill(tree, split.Left, treeIndex, ref leaves);
        int slot = (_blocks[treeIndex / Lanes].First + node) * Lanes + treeIndex % Lanes;
        _thresholds[slot] = split.Threshold;
        _features[slot] = split.Feature;
        _leftLeaves[slot] = (uint)((1UL << leaves) - (1UL << first));
        Fill(tree, split.Right, treeIndex, ref leaves);
    }

    /// <summary>The scores of one row; false, and nothing written, when a value is missing.</summary>
    [SkipLocalsInit]
    public bool TryPredict(ReadOnlySpan<float> features, Span<float> scores)
    {
        float* x = stackalloc float[Lanes];
        Vector512<float>.Zero.Store(x);
        for (int i = 0; i < features.Length; i++)
        {
            if (float.IsNaN(features[i])) return false;
            x[i] = features[i];
        }
        _initialScores.CopyTo(scores);
        int* exits = stackalloc int[Lanes];
        int output = 0, outputs = scores.Length;
        fixed (float* thresholds = _thresholds, leafValues = _leafValues, sums = scores)
        fixed (int* indices = _features)
        fixed (uint* leftLeaves = _leftLeaves)
        {
            float* values = leafValues;
            int left = _treeCount;
            foreach ((int first, int count) in _blocks)
            {
                int start = first * Lanes, end = (first + count) * Lanes;
                if (!_halves)
                {
                    FindExits(x, thresholds, indices, leftLeaves, start, end, exits);
                }
                else
                {
                    FindHalfOfExits(x, features.Length, thresholds, indices, leftLeaves, start, end, exits);
                    FindHalfOfExits(x, features.Length, thresholds + HalfLanes, indices + HalfLanes, leftLeaves + HalfLanes, start, end, exits + HalfLanes);
                }
                int trees = Math.Min(Lanes, left);
                for (int i = 0; i < trees; i++)
                {
                    sums[output] += values[exits[i]];
                    values += MaximumLeaves;
                    if (++output == outputs) output = 0;
                }
                left -= trees;
            }
        }
        return true;
    }

    /// <summary>The leaf of sixteen trees that a row falls into.</summary>
    /// <param name="x">[16]: the row, padded</param>
    /// <param name="start">the block's first element in thresholds, indices and leftLeaves; <paramref name="end"/> is behind its last</param>
    /// <param name="exits">[16], overwritten</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FindExits(float* x, float* thresholds, int* indices, uint* leftLeaves, int start, int end, int* exits)
    {
        Vector512<float> row = Vector512.Load(x);
        Vector512<uint> alive = Vector512<uint>.AllBitsSet;
        for (int slot = start; slot < end; slot += Lanes)
        {
            Vector512<float> value = Vector512.ShuffleNative(row, Vector512.Load(indices + slot));
            Vector512<uint> right = Vector512.GreaterThan(value, Vector512.Load(thresholds + slot)).AsUInt32();
            alive = Vector512.AndNot(alive, right & Vector512.Load(leftLeaves + slot));
        }
        // The number of the lowest bit is the exponent of that bit as a float; the highest bit's float is negative.
        Vector512<int> lowest = alive.AsInt32() & -alive.AsInt32();
        Vector512<int> exponent = (Vector512.ConvertToSingle(lowest).AsInt32() & Vector512.Create(int.MaxValue)) >>> 23;
        (exponent - Vector512.Create(127)).Store(exits);
    }

    /// <summary>The same for eight of the sixteen trees, in vectors of 256 bits; a row of more than eight features lies in two of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FindHalfOfExits(float* x, int features, float* thresholds, int* indices, uint* leftLeaves, int start, int end, int* exits)
    {
        Vector256<float> low = Vector256.Load(x), high = Vector256.Load(x + HalfLanes);
        Vector256<uint> alive = Vector256<uint>.AllBitsSet;
        Vector256<int> last = Vector256.Create(HalfLanes - 1);
        for (int slot = start; slot < end; slot += Lanes)
        {
            Vector256<int> index = Vector256.Load(indices + slot);
            Vector256<float> value = Vector256.ShuffleNative(low, index & last);
            if (features > HalfLanes)
                value = Vector256.ConditionalSelect(Vector256.GreaterThan(index, last).AsSingle(), Vector256.ShuffleNative(high, index & last), value);
            Vector256<uint> right = Vector256.GreaterThan(value, Vector256.Load(thresholds + slot)).AsUInt32();
            alive = Vector256.AndNot(alive, right & Vector256.Load(leftLeaves + slot));
        }
        Vector256<int> lowest = alive.AsInt32() & -alive.AsInt32();
        Vector256<int> exponent = (Vector256.ConvertToSingle(lowest).AsInt32() & Vector256.Create(int.MaxValue)) >>> 23;
        (exponent - Vector256.Create(127)).Store(exits);
    }
}
