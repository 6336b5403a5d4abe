using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>The best split of a node over all features it may use. Ties go to the feature that comes first.</summary>
internal sealed class NodeSplitFinder(BoostingSettings options, int threads)
{
    /// <summary>Features for one thread at a time.</summary>
    private const int Chunk = 32;

    /// <summary>Below this many bins a second thread costs more than it gives.</summary>
    private const int ParallelBins = 1 << 14;

    private readonly bool _isMonotone = options.MonotoneConstraints.Any(c => c != 0);

    /// <param name="features">Ascending.</param>
    /// <param name="counts">Numbers of examples by bin, or null when no least number is asked for.</param>
    public SplitCandidate Find(BinView view, long[] histogram, long[]? counts, long total, long examples, (double Low, double High) bounds,
        SplitRules rules, ReadOnlyMemory<int> features)
    {
        if (threads == 1 || view.HistogramLength < ParallelBins)
            return FindAmong(view, histogram, counts, total, examples, bounds, rules, features.Span);
        var bests = new SplitCandidate[(features.Length + Chunk - 1) / Chunk];
        Pieces.For(bests.Length, threads, i =>
        {
            var first = i * Chunk;
            bests[i] = FindAmong(
                view, histogram, counts, total, examples, bounds, rules, features.Span[first..Math.Min(first + Chunk, features.Length)]);
        });
        var best = SplitCandidate.None;
        foreach (var candidate in bests)
        {
            if (candidate.Exists && candidate.Gain > best.Gain)
                best = candidate;
        }

        return best;
    }

    private SplitCandidate FindAmong(BinView view, long[] histogram, long[]? counts, long total, long examples,
        (double Low, double High) bounds, SplitRules rules, ReadOnlySpan<int> features)
    {
        var parentScore = rules.Score(total);
        var best = SplitCandidate.None;
        foreach (var f in features)
        {
            var feature = view.Features[f];
            var offset = view.HistogramOffsets[f];
            ReadOnlySpan<long> bins = histogram.AsSpan(offset, feature.BinCount);
            ReadOnlySpan<long> binCounts = counts is null ? default : counts.AsSpan(offset, feature.BinCount);
            if (feature.IsCategorical)
            {
                CategorySplitFinder.Find(bins, binCounts, feature, total, examples, rules, parentScore, f, ref best);
            }
            else if (_isMonotone)
            {
                MonotoneSplitFinder.Find(
                    bins, binCounts, feature, total, examples, rules, bounds, options.MonotoneConstraints[f], f, ref best);
            }
            else
            {
                QuantitySplitFinder.Find(bins, binCounts, feature, total, examples, rules, parentScore, f, ref best);
            }
        }

        return best;
    }
}

/// <summary>A way to divide a node.</summary>
internal struct SplitCandidate
{
    /// <summary>How much the loss's quadratic model falls, times two; not positive when there is no split.</summary>
    public double Gain;

    /// <summary>The feature that is split; -1 where there is no split.</summary>
    public int Feature;

    /// <summary>A quantity: bins up to this one go left.</summary>
    public int Bin;

    public bool MissingLeft;

    /// <summary>Categories: the bins that go left, that of missing values included; null for a quantity.</summary>
    public bool[]? LeftBins;

    /// <summary>The packed gradients of the left side.</summary>
    public long LeftSum;

    public static SplitCandidate None => new() { Gain = double.NegativeInfinity, Feature = -1 };

    public readonly bool Exists => Feature >= 0;
}

/// <summary>What a split must keep to, and how its gain is measured, for one tree: units of the packed sums included.</summary>
internal sealed record SplitRules
{
    public required double GradientUnit { get; init; }

    public required double HessianUnit { get; init; }

    public required double L2 { get; init; }

    /// <summary>The least packed second derivative of a side; at least 1, since a side without curvature has no value.</summary>
    public required long MinimumPackedHessian { get; init; }

    /// <summary>The least number of examples of a side; used where there is a histogram of counts.</summary>
    public required int MinimumExamples { get; init; }

    /// <summary>The least number of examples that one division of more than four categories has more than the next on its left.</summary>
    public required int MinimumCategoryGroup { get; init; }

    public required double MinimumGain { get; init; }

    public required double CategoricalSmoothing { get; init; }

    public required double CategoricalL2 { get; init; }

    /// <summary>The rules of the options for one tree's units.</summary>
    public static SplitRules Of(BoostingSettings options, PackedGradients packed) => new()
    {
        GradientUnit = packed.GradientUnit,
        HessianUnit = packed.HessianUnit,
        L2 = options.L2,
        MinimumPackedHessian = Math.Max(1, (long)Math.Min(Math.Ceiling(options.MinimumHessianPerLeaf / packed.HessianUnit), uint.MaxValue)),
        MinimumExamples = options.MinimumExampleCountPerLeaf,
        MinimumCategoryGroup = options.MinimumExampleCountPerCategoryGroup,
        MinimumGain = options.MinimumSplitGain,
        CategoricalSmoothing = options.CategoricalSmoothing,
        CategoricalL2 = options.CategoricalL2,
    };

    public double Gradient(long packed) => PackedGradients.GradientOf(packed) * GradientUnit;

    public double Hessian(long packed) => PackedGradients.HessianOf(packed) * HessianUnit;

    /// <summary>G² / (H + λ): twice what the quadratic model gains from the best constant.</summary>
    public double Score(long packed)
    {
        var gradient = Gradient(packed);
        return gradient * gradient / (Hessian(packed) + L2);
    }

    /// <summary>A gain must exceed this, so that rounding never passes for one.</summary>
    public double LeastGain(double parentScore) => Math.Max(MinimumGain, 1e-9 * Math.Abs(parentScore));
}
