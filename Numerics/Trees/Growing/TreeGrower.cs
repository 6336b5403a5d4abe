using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// Grows one tree at a time on gradients: the smaller child's histogram is built, the larger one's is the parent's less it; children that
/// cannot be divided any more have none. Holds the buffers of one worker and is used by one thread at a time.
/// </summary>
internal sealed class TreeGrower
{
    private readonly int _rowCount;
    private readonly long _exampleCount;
    private readonly BoostingSettings _options;
    private readonly TrainingTargets _targets;
    private readonly int[] _usableFeatures;
    private readonly NodeSplitFinder _finder;
    private readonly PackedGradients _packed;
    private readonly RowPartition _partition;
    private readonly RowPartition? _others;
    private readonly NodeHistograms _histograms;
    private readonly byte[] _goesRight = new byte[256];

    private BinView _view = null!;
    private SplitRules _rules = null!;
    private int[] _treeFeatures = [];
    private SplitMix64 _random;
    private float[] _gradients = [];
    private float[] _hessians = [];
    private bool _allRows;

    public TreeGrower(BinnedMatrix matrix, BoostingSettings options, TrainingTargets targets, int threads)
    {
        _rowCount = matrix.Rows;
        _exampleCount = targets.Counts?.Sum(count => (long)count) ?? matrix.Rows;
        _options = options;
        _targets = targets;
        _usableFeatures = [.. Enumerable.Range(0, matrix.Columns).Where(f => !matrix.Features[f].IsConstant)];
        _finder = new NodeSplitFinder(options, threads);
        _packed = new PackedGradients(matrix.Rows);
        _partition = new RowPartition(matrix.Rows);
        _others = options.RowFraction < 1 ? new RowPartition(matrix.Rows) : null;
        var counts = options.MinimumExampleCountPerLeaf > 1
            || (options.MinimumExampleCountPerCategoryGroup > 1 && matrix.Features.Any(f => f.IsCategorical));
        _histograms = new NodeHistograms(matrix, _packed.Values, counts ? targets : null, threads);
    }

    /// <summary>Grows a tree and adds its values to the scores of all rows.</summary>
    /// <param name="view">The bins that the tree uses.</param>
    /// <param name="gradients">[padded rows].</param>
    /// <param name="hessians">[padded rows].</param>
    /// <param name="rows">The rows to grow on, ascending; null for all.</param>
    /// <param name="otherRows">The rest of them.</param>
    /// <param name="scores">[padded rows].</param>
    /// <param name="cancellation">Looked at before each division of a node.</param>
    public Tree Grow(
        BinView view, float[] gradients, float[] hessians, int[]? rows, int[]? otherRows, SplitMix64 random, double[] scores,
        CancellationToken cancellation)
    {
        _view = view;
        _gradients = gradients;
        _hessians = hessians;
        _random = random;
        _allRows = rows is null;
        _packed.Pack(gradients, hessians);
        _rules = SplitRules.Of(_options, _packed);
        _treeFeatures = Draw(_usableFeatures, _options.FeatureFraction);
        if (rows is null)
        {
            _partition.SetAll(_rowCount);
        }
        else
        {
            _partition.Set(rows);
            _others!.Set(otherRows);
        }

        var tree = new TreeBuilder(view);
        var leaves = new List<GrowingNode>();
        var open = new OpenLeaves(_options);
        var root = Root();
        leaves.Add(root);
        if (CanSplit(root, tree))
            _histograms.Build(view, root, _partition.Rows(root.Start, root.End), _allRows);
        Enqueue(root, open, tree);
        while (tree.SplitCount < SplitLimit && open.TryTake(out var node))
        {
            cancellation.ThrowIfCancellationRequested();
            var (left, right) = Divide(node, tree);
            leaves[node.Leaf] = left;
            leaves.Add(right);
            BuildChildren(node, left, right, tree);
            Enqueue(left, open, tree);
            Enqueue(right, open, tree);
            foreach (var dropped in open.DropHopeless(SplitLimit - tree.SplitCount))
                _histograms.Release(dropped);
        }

        foreach (var undivided in open.TakeAll())
            _histograms.Release(undivided);
        foreach (var leaf in leaves)
            SetLeaf(leaf, tree, scores);
        return tree.Build();
    }

    private int SplitLimit => _options.NumberOfLeaves > 0 ? _options.NumberOfLeaves - 1 : int.MaxValue;

    private int[] Draw(int[] features, double fraction)
    {
        if (fraction == 1 || features.Length == 0)
            return features;
        var chosen = new int[Math.Max(1, (int)Math.Round(features.Length * fraction))];
        _random.Choose(features.Length, chosen);
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = features[chosen[i]];
        return chosen;
    }

    private GrowingNode Root()
    {
        var sum = _packed.Total;
        if (!_allRows)
        {
            sum = 0;
            foreach (var row in _partition.Rows(0, _partition.Count).Span)
                sum += _packed.Values[row];
        }

        return new GrowingNode
        {
            Leaf = 0,
            Depth = 0,
            Start = 0,
            End = _partition.Count,
            OtherStart = 0,
            OtherEnd = _allRows ? 0 : _others!.Count,
            Sum = sum,
            Examples = _allRows ? _exampleCount : Examples(0, _partition.Count),
        };
    }

    /// <summary>Whether a node may be divided at all, before any gain is known.</summary>
    private bool CanSplit(GrowingNode node, TreeBuilder tree) =>
        tree.SplitCount < SplitLimit
        && (_options.MaximumDepth == 0 || node.Depth < _options.MaximumDepth)
        && node.Rows >= 2
        && node.Examples >= 2L * _options.MinimumExampleCountPerLeaf
        && PackedGradients.HessianOf(node.Sum) >= 2 * _rules.MinimumPackedHessian
        && _treeFeatures.Length > 0;

    private void BuildChildren(GrowingNode parent, GrowingNode left, GrowingNode right, TreeBuilder tree)
    {
        var (smaller, larger) = left.Rows <= right.Rows ? (left, right) : (right, left);
        var smallerSplits = CanSplit(smaller, tree);
        var largerSplits = CanSplit(larger, tree);
        if (smallerSplits || largerSplits)
            _histograms.Build(_view, smaller, _partition.Rows(smaller.Start, smaller.End), allRows: false);
        if (largerSplits)
            _histograms.Subtract(_view, parent, smaller, larger);
        _histograms.Release(parent);
        if (!smallerSplits)
            _histograms.Release(smaller);
    }

    private void Enqueue(GrowingNode node, OpenLeaves open, TreeBuilder tree)
    {
        if (node.Histogram is null || !CanSplit(node, tree))
        {
            _histograms.Release(node);
            return;
        }

        var features = Draw(_treeFeatures, _options.FeatureFractionPerSplit);
        node.Split = _finder.Find(_view, node.Histogram, node.Counts, node.Sum, node.Examples, node.Bounds, _rules, features);
        if (node.Split.Exists)
            open.Add(node);
        else
            _histograms.Release(node);
    }

    private (GrowingNode Left, GrowingNode Right) Divide(GrowingNode node, TreeBuilder tree)
    {
        var split = node.Split;
        var feature = _view.Features[split.Feature];
        if (split.LeftBins is null)
        {
            var bins = _view.HistogramOffsets[split.Feature]..(_view.HistogramOffsets[split.Feature] + feature.BinCount);
            split.Bin = ThresholdChoice.Choose(
                node.Histogram.AsSpan()[bins], node.Counts is null
                    ? default
                    : node.Counts.AsSpan()[bins], split.Bin, feature.ValueBinCount);
        }

        var hasMissing = split.LeftBins is null && HasMissing(node, split.Feature);
        for (var bin = 0; bin < 256; bin++)
        {
            var left = split.LeftBins is not null ? split.LeftBins[bin]
                : bin == feature.ValueBinCount ? split.MissingLeft
                : bin <= split.Bin;
            _goesRight[bin] = left ? (byte)0 : (byte)1;
        }

        var column = _view.Columns[split.Feature];
        var middle = _partition.Split(node.Start, node.End, column, _goesRight);
        // Of the two sides, the one with fewer rows is counted.
        var leftExamples = 2 * (middle - node.Start) <= node.Rows
            ? Examples(node.Start, middle)
            : node.Examples - Examples(middle, node.End);

        if (split.LeftBins is null && !hasMissing)
        {
            // Where no row of the node has a missing value, one that comes later goes with the majority.
            split.MissingLeft = 2 * leftExamples >= node.Examples;
            _goesRight[feature.ValueBinCount] = split.MissingLeft ? (byte)0 : (byte)1;
        }

        var otherMiddle = _allRows ? 0 : _others!.Split(node.OtherStart, node.OtherEnd, column, _goesRight);
        var rightLeaf = tree.Split(node.Leaf, split);
        var (leftBounds, rightBounds) = ChildBounds(node, split);
        var leftNode = new GrowingNode
        {
            Leaf = node.Leaf,
            Depth = node.Depth + 1,
            Start = node.Start,
            End = middle,
            OtherStart = node.OtherStart,
            OtherEnd = otherMiddle,
            Sum = split.LeftSum,
            Examples = leftExamples,
            Bounds = leftBounds,
        };
        var rightNode = new GrowingNode
        {
            Leaf = rightLeaf,
            Depth = node.Depth + 1,
            Start = middle,
            End = node.End,
            OtherStart = otherMiddle,
            OtherEnd = node.OtherEnd,
            Sum = node.Sum - split.LeftSum,
            Examples = node.Examples - leftExamples,
            Bounds = rightBounds,
        };
        return (leftNode, rightNode);
    }

    /// <summary>The number of examples that a range of rows stands for.</summary>
    private long Examples(int start, int end) =>
        _targets.Counts is { } counts ? RowValues.Sum(counts, _partition.Rows(start, end).Span) : end - start;

    /// <summary>Whether a row of the node has no value; a histogram does not tell where such rows have no weight.</summary>
    private bool HasMissing(GrowingNode node, int feature)
    {
        var bins = _view.Features[feature];
        if (!bins.HasMissing)
            return false;
        var missing = _view.HistogramOffsets[feature] + bins.ValueBinCount;
        if (node.Histogram![missing] != 0)
            return true;
        if (node.Counts is not null)
            return node.Counts[missing] != 0;
        var column = _view.Columns[feature];
        foreach (var row in _partition.Rows(node.Start, node.End).Span)
        {
            if (column[row] == bins.ValueBinCount)
                return true;
        }

        return false;
    }

    /// <summary>Below a constrained split, the half-way point of both sides' values parts them for good.</summary>
    private ((double, double) Left, (double, double) Right) ChildBounds(GrowingNode node, in SplitCandidate split)
    {
        var direction = _options.MonotoneConstraints.IsEmpty ? 0 : _options.MonotoneConstraints[split.Feature];
        if (direction == 0)
            return (node.Bounds, node.Bounds);
        var middle = 0.5 * (MonotoneSplitFinder.Value(split.LeftSum, _rules, node.Bounds)
            + MonotoneSplitFinder.Value(node.Sum - split.LeftSum, _rules, node.Bounds));
        return direction > 0
            ? ((node.Bounds.Low, middle), (middle, node.Bounds.High))
            : ((middle, node.Bounds.High), (node.Bounds.Low, middle));
    }

    /// <summary>The leaf's Newton value, −G / (H + λ), from exact sums over the leaf's rows, and its addition to their scores.</summary>
    private void SetLeaf(GrowingNode leaf, TreeBuilder tree, double[] scores)
    {
        var rows = _partition.Rows(leaf.Start, leaf.End).Span;
        var (gradient, hessian) = RowValues.Sums(_gradients, _hessians, rows);
        var denominator = hessian + _options.L2;
        var newton = denominator > 1e-300 ? -gradient / denominator : 0;
        var value = (float)(Math.Clamp(newton, leaf.Bounds.Low, leaf.Bounds.High) * _options.LearningRate);
        tree.SetLeaf(leaf.Leaf, value, leaf.Examples, hessian);
        RowValues.Add(scores, rows, value);
        if (!_allRows)
            RowValues.Add(scores, _others!.Rows(leaf.OtherStart, leaf.OtherEnd).Span, value);
    }
}
