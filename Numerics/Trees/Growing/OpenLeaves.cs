using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>The leaves that have a split to make, in the order of the growth policy.</summary>
internal sealed class OpenLeaves(BoostingSettings options)
{
    private readonly List<GrowingNode> _leaves = [];

    public void Add(GrowingNode leaf) => _leaves.Add(leaf);

    public bool TryTake([NotNullWhen(true)] out GrowingNode? leaf)
    {
        leaf = null;
        if (_leaves.Count == 0)
            return false;
        var next = 0;
        if (options.NumberOfLeaves == 0)
        {
            // Every leaf will be divided whatever the order; the newest first needs the fewest histograms at once.
            next = _leaves.Count - 1;
        }
        else
        {
            for (var i = 1; i < _leaves.Count; i++)
            {
                if (ComesBefore(_leaves[i], _leaves[next]))
                    next = i;
            }
        }

        leaf = _leaves[next];
        _leaves.RemoveAt(next);
        return true;
    }

    /// <summary>
    /// Removes leaves that cannot get their turn any more: each split takes the first in order, so only as many as remain can.
    /// </summary>
    public IEnumerable<GrowingNode> DropHopeless(int splitsLeft)
    {
        var dropped = new List<GrowingNode>();
        while (_leaves.Count > Math.Max(0, splitsLeft))
        {
            var last = 0;
            for (var i = 1; i < _leaves.Count; i++)
            {
                if (ComesBefore(_leaves[last], _leaves[i]))
                    last = i;
            }

            dropped.Add(_leaves[last]);
            _leaves.RemoveAt(last);
        }

        return dropped;
    }

    public IEnumerable<GrowingNode> TakeAll()
    {
        GrowingNode[] all = [.. _leaves];
        _leaves.Clear();
        return all;
    }

    private bool ComesBefore(GrowingNode a, GrowingNode b)
    {
        if (options.Growth == GrowthPolicy.DepthWise && a.Depth != b.Depth)
            return a.Depth < b.Depth;
        return a.Split.Gain != b.Split.Gain ? a.Split.Gain > b.Split.Gain : a.Leaf < b.Leaf;
    }
}

/// <summary>A leaf of a tree that still grows.</summary>
internal sealed class GrowingNode
{
    public required int Leaf { get; init; }

    public required int Depth { get; init; }

    /// <summary>The node's rows within the partition.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The same for rows the tree was not grown on.</summary>
    public required int OtherStart { get; init; }

    public required int OtherEnd { get; init; }

    public required long Sum { get; init; }

    public required long Examples { get; init; }

    /// <summary>The values its leaves may have, from monotone constraints above.</summary>
    public (double Low, double High) Bounds { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    public long[]? Histogram { get; set; }

    public long[]? Counts { get; set; }

    public SplitCandidate Split { get; set; } = SplitCandidate.None;

    public int Rows => End - Start;
}
