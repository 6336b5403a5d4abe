using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Prediction;

/// <summary>All trees of an ensemble in one array of nodes. Works for every ensemble; cost: one step for each level of each tree.</summary>
internal sealed unsafe class FlatTrees
{
    /// <summary>
    /// Rows that walk through one tree, or trees that one row walks through, together: their steps do not wait for each other.
    /// </summary>
    public const int Together = 8;

    private readonly FlatNode[] _nodes;

    /// <summary>[nodes]: the values of leaves.</summary>
    private readonly float[] _values;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly ImmutableArray<int>[] _categorySets;
    private readonly double[] _initialScores;
    private readonly int _featureCount;

    public FlatTrees(int featureCount, ImmutableArray<float> initialScores, ImmutableArray<Tree> trees)
    {
        _featureCount = featureCount;
        _initialScores = [.. initialScores.Select(score => (double)score)];
        _roots = new int[trees.Length];
        _depths = new int[trees.Length];
        var nodes = new List<FlatNode>(trees.Sum(t => 2 * t.Leaves.Length - 1));
        var values = new List<float>(nodes.Capacity);
        var sets = new List<ImmutableArray<int>>();
        for (var t = 0; t < trees.Length; t++)
        {
            _roots[t] = nodes.Count;
            _depths[t] = Append(nodes, values, sets, trees[t]);
        }

        _nodes = [.. nodes];
        _values = [.. values];
        _categorySets = [.. sets];
    }

    /// <summary>
    /// Appends a tree's nodes; returns its number of levels below the root. Not recursive: a tree may be as deep as it has leaves.
    /// </summary>
    private static int Append(List<FlatNode> nodes, List<float> values, List<ImmutableArray<int>> sets, Tree tree)
    {
        var open = new Stack<(int Position, int Node, int Depth)>();
        open.Push((Reserve(), tree.Splits.Length > 0 ? 0 : ~0, 0));
        var deepest = 0;
        while (open.TryPop(out var next))
        {
            deepest = Math.Max(deepest, next.Depth);
            if (next.Node < 0)
            {
                nodes[next.Position] = new FlatNode { Threshold = float.PositiveInfinity, Left = next.Position };
                values[next.Position] = tree.Leaves[~next.Node].Value;
                continue;
            }

            var split = tree.Splits[next.Node];
            var left = Reserve();
            var right = Reserve();
            nodes[next.Position] = new FlatNode
            {
                Threshold = split.Threshold,
                Feature = split.IsCategorical ? ~split.Feature : split.Feature,
                Left = left,
                MissingRight = (split.MissingLeft ? 0 : 1) + (split.IsCategorical ? 2 * sets.Count : 0),
            };
            if (split.IsCategorical)
                sets.Add(split.Categories);
            open.Push((right, split.Right, next.Depth + 1));
            open.Push((left, split.Left, next.Depth + 1));
        }

        return deepest;

        int Reserve()
        {
            nodes.Add(default);
            values.Add(0);
            return nodes.Count - 1;
        }
    }

    /// <summary>The scores of rows [rows, features], written to [rows, outputs]. Widths have been checked.</summary>
    public void Sum(ReadOnlySpan<float> features, int rows, Span<double> scores)
    {
        var outputs = _initialScores.Length;
        for (var row = 0; row < rows; row++)
            _initialScores.CopyTo(scores.Slice(row * outputs, outputs));
        fixed (FlatNode* nodes = _nodes)
        fixed (float* x = features)
        {
            var first = 0;
            for (; first + Together <= rows; first += Together)
                SumTogether(nodes, x + (long)first * _featureCount, scores[(first * outputs)..]);
            for (; first < rows; first++)
                SumOne(nodes, x + (long)first * _featureCount, scores.Slice(first * outputs, outputs));
        }
    }

    private void SumOne(FlatNode* nodes, float* x, Span<double> scores)
    {
        var output = 0;
        var at = stackalloc int[Together];
        for (var t = 0; t < _roots.Length; t += Together)
        {
            var trees = Math.Min(Together, _roots.Length - t);
            var depth = 0;
            for (var i = 0; i < Together; i++)
            {
                var tree = Math.Min(t + i, _roots.Length - 1);
                at[i] = _roots[tree];
                depth = Math.Max(depth, _depths[tree]);
            }

            for (; depth > 0; depth--)
            {
                for (var i = 0; i < Together; i++)
                    at[i] = Next(nodes + at[i], x);
            }

            for (var i = 0; i < trees; i++)
            {
                scores[output] += _values[at[i]];
                if (++output == scores.Length)
                    output = 0;
            }
        }
    }

    private void SumTogether(FlatNode* nodes, float* x, Span<double> scores)
    {
        var outputs = _initialScores.Length;
        var output = 0;
        var at = stackalloc int[Together];
        for (var t = 0; t < _roots.Length; t++)
        {
            for (var i = 0; i < Together; i++)
                at[i] = _roots[t];
            for (var level = _depths[t]; level > 0; level--)
            {
                for (var i = 0; i < Together; i++)
                    at[i] = Next(nodes + at[i], x + (long)i * _featureCount);
            }

            for (var i = 0; i < Together; i++)
                scores[i * outputs + output] += _values[at[i]];
            if (++output == outputs)
                output = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(FlatNode* node, float* x)
    {
        if (node->Feature < 0)
            return NextByCategory(node, x);
        var value = x[node->Feature];
        var right = value > node->Threshold ? 1 : 0;
        var missing = float.IsNaN(value) ? node->MissingRight : 0;
        return node->Left + (right | missing);
    }

    private int NextByCategory(FlatNode* node, float* x)
    {
        var value = x[~node->Feature];
        var listed = (int)value == value && _categorySets[node->MissingRight >> 1].BinarySearch((int)value) >= 0;
        var missingRight = node->MissingRight & 1;
        return node->Left + (listed ? 1 - missingRight : missingRight);
    }
}

/// <summary>
/// A node made for walking: the right child follows the left one, so that a step adds 0 or 1 instead of branching. A leaf leads to itself,
/// so that a walk may take more steps than it needs.
/// </summary>
internal struct FlatNode
{
    /// <summary>A quantity x goes right when x &gt; threshold; +∞ in a leaf.</summary>
    public float Threshold;

    /// <summary>The column of a quantity; <c>~column</c> of a category.</summary>
    public int Feature;

    /// <summary>The left child's position among all nodes; a leaf's own.</summary>
    public int Left;

    /// <summary>
    /// Of a quantity, 1 when missing values go right; of a category, that plus twice the position of its set among the sets.
    /// </summary>
    public int MissingRight;
}
