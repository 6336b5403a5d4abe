using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// A tree under construction. Splitting leaf L makes node n; the left side keeps the number L, the right side is a new leaf.
/// </summary>
internal sealed class TreeBuilder(BinView view)
{
    private readonly List<TreeSplit> _splits = [];
    private readonly List<(int Node, bool Right)> _parents = [(-1, false)];
    private readonly List<TreeLeaf> _leaves = [default];

    public int SplitCount => _splits.Count;

    public int Split(int leaf, in SplitCandidate split)
    {
        var node = _splits.Count;
        var right = _leaves.Count;
        var feature = view.Features[split.Feature];
        int[] categories = [];
        if (split.LeftBins is not null)
        {
            var left = split.LeftBins;
            var missingLeft = split.MissingLeft;
            categories = [.. Enumerable.Range(0, feature.ValueBinCount).Where(bin => left[bin] != missingLeft)
                .Select(bin => feature.Categories[bin])];
        }

        _splits.Add(new TreeSplit
        {
            Feature = split.Feature,
            // "Every value left, missing values right" has no upper bound.
            Threshold = split.LeftBins is not null
                ? float.NaN
                : split.Bin < feature.UpperBounds.Length
                ? feature.UpperBounds[split.Bin]
                : float.PositiveInfinity,
            MissingLeft = split.MissingLeft,
            Gain = split.Gain,
            IsCategorical = split.LeftBins is not null,
            Categories = [.. categories],
            Left = ~leaf,
            Right = ~right,
        });
        var (parent, isRight) = _parents[leaf];
        if (parent >= 0)
            _splits[parent] = isRight ? _splits[parent] with { Right = node } : _splits[parent] with { Left = node };
        _parents[leaf] = (node, false);
        _parents.Add((node, true));
        _leaves.Add(default);
        return right;
    }

    public void SetLeaf(int leaf, float value, long examples, double hessian) => _leaves[leaf] = new TreeLeaf(value, examples, hessian);

    public Tree Build() => new([.. _splits], [.. _leaves]);
}
