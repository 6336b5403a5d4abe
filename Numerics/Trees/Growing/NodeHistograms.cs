using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The histograms of growing nodes: of packed gradients, and of numbers of examples where leaves have a least number of them that the
/// second derivatives do not give.
/// </summary>
internal sealed class NodeHistograms
{
    private readonly long[] _packed;
    private readonly long[]? _counts;
    private readonly HistogramPool _pool;
    private readonly int _threads;

    /// <param name="packed">[padded rows]: packed gradients, which change from tree to tree</param>
    /// <param name="counted">Whose numbers of examples to count; null when they need not be known.</param>
    public NodeHistograms(BinnedMatrix matrix, long[] packed, TrainingTargets? counted, int threads)
    {
        _packed = packed;
        _threads = threads;
        _pool = new HistogramPool(matrix.Views.Max(view => view.HistogramLength));
        if (counted is null)
            return;
        _counts = new long[packed.Length];
        for (var row = 0; row < matrix.Rows; row++)
            _counts[row] = counted.Counts is null ? 1 : counted.Counts[row];
    }

    /// <summary>Builds a node's histograms from its rows.</summary>
    public void Build(BinView view, GrowingNode node, ReadOnlyMemory<int> rows, bool allRows)
    {
        node.Histogram = _pool.Take();
        HistogramBuilder.Build(view, _packed, rows, allRows, node.Sum, node.Histogram, _threads);
        if (_counts is null)
            return;
        node.Counts = _pool.Take();
        HistogramBuilder.Build(view, _counts, rows, allRows, node.Examples, node.Counts, _threads);
    }

    /// <summary>Gives the larger child the parent's histograms less the smaller child's; the parent loses them.</summary>
    public void Subtract(BinView view, GrowingNode parent, GrowingNode smaller, GrowingNode larger)
    {
        HistogramBuilder.Subtract(parent.Histogram!, smaller.Histogram!, view.HistogramLength);
        (larger.Histogram, parent.Histogram) = (parent.Histogram, null);
        if (_counts is null)
            return;
        HistogramBuilder.Subtract(parent.Counts!, smaller.Counts!, view.HistogramLength);
        (larger.Counts, parent.Counts) = (parent.Counts, null);
    }

    public void Release(GrowingNode node)
    {
        _pool.GiveBack(node.Histogram);
        _pool.GiveBack(node.Counts);
        node.Histogram = node.Counts = null;
    }
}

/// <summary>Histograms taken and given back, so that growing allocates only while it needs more at once than ever before.</summary>
internal sealed class HistogramPool(int length)
{
    private readonly Stack<long[]> _free = new();

    /// <summary>A histogram with any content.</summary>
    public long[] Take() => _free.TryPop(out var histogram) ? histogram : GC.AllocateUninitializedArray<long>(length);

    public void GiveBack(long[]? histogram)
    {
        if (histogram is not null)
            _free.Push(histogram);
    }
}
