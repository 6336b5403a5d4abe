using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Numerics.Trees;

/// <summary>The leaves that have a split to make, in the order of the growth policy.</summary>
internal sealed class OpenLeaves(BoostingOptions options)
{
    private readonly List<GrowingNode> _leaves = [];

    public void Add(GrowingNode leaf) => _leaves.Add(leaf);

    public bool TryTake([NotNullWhen(true)] out GrowingNode? leaf)
    {
        leaf = null;
        if (_leaves.Count == 0) return false;
        int next = 0;
        if (options.NumberOfLeaves == 0)
        {
            // Every leaf will be divided whatever the order; the newest first needs the fewest histograms at once.
            next = _leaves.Count - 1;
        }
        else
        {
            for (int i = 1; i < _leaves.Count; i++)
            {
                if (ComesBefore(_leaves[i], _leaves[next])) next = i;
            }
        }
        leaf = _leaves[next];
        _leaves.RemoveAt(next);
        return true;
    }

    /// <summary>Removes leaves that cannot get their turn any more: each split takes the first in order, so only as many as remain can.</summary>
    public IEnumerable<GrowingNode> DropHopeless(int splitsLeft)
    {
        var dropped = new List<GrowingNode>();
        while (_leaves.Count > Math.Max(0, splitsLeft))
        {
            int last = 0;
            for (int i = 1; i < _leaves.Count; i++)
            {
                if (ComesBefore(_leaves[last], _leaves[i])) last = i;
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
        if (options.Growth == GrowthPolicy.DepthWise && a.Depth != b.Depth) return a.Depth < b.Depth;
        return a.Split.Gain != b.Split.Gain ? a.Split.Gain > b.Split.Gain : a.Leaf < b.Leaf;
    }
}
