namespace MlPipelines.Numerics.Trees;

/// <summary>The best split of a node over all features it may use. Ties go to the feature that comes first.</summary>
internal sealed class NodeSplitFinder(BinnedMatrix matrix, BoostingOptions options, int threads)
{
    /// <summary>Features for one thread at a time.</summary>
    private const int Chunk = 32;

    /// <summary>Below this many bins a second thread costs more than it gives.</summary>
    private const int ParallelBins = 1 << 14;

    private readonly bool _isMonotone = options.MonotoneConstraints.Any(c => c != 0);

    private readonly bool _hasPenalties = options.FeatureFirstUsePenalty > 0 || options.FeatureReusePenalty > 0;

    /// <param name="features">ascending</param>
    /// <param name="counts">numbers of examples by bin, or null when no least number is asked for</param>
    /// <param name="uses">[columns]: how many splits use each feature already</param>
    public SplitCandidate Find(long[] histogram, long[]? counts, long total, long examples, (double Low, double High) bounds,
        SplitRules rules, ReadOnlyMemory<int> features, int[] uses)
    {
        if (threads == 1 || matrix.HistogramLength < ParallelBins)
            return Find(histogram, counts, total, examples, bounds, rules, features.Span, uses);
        var bests = new SplitCandidate[(features.Length + Chunk - 1) / Chunk];
        Parallelism.For(bests.Length, threads, i =>
        {
            int first = i * Chunk;
            bests[i] = Find(histogram, counts, total, examples, bounds, rules, features.Span[first..Math.Min(first + Chunk, features.Length)], uses);
        });
        SplitCandidate best = SplitCandidate.None;
        foreach (SplitCandidate candidate in bests)
        {
            if (candidate.Exists && candidate.Gain > best.Gain) best = candidate;
        }
        return best;
    }

    private SplitCandidate Find(long[] histogram, long[]? counts, long total, long examples, (double Low, double High) bounds,
        SplitRules rules, ReadOnlySpan<int> features, int[] uses)
    {
        double parentScore = rules.Score(total);
        SplitCandidate overall = SplitCandidate.None;
        foreach (int f in features)
        {
            // With penalties a feature's best split is found by itself, then compared by what is left of its gain.
            SplitCandidate best = _hasPenalties ? SplitCandidate.None : overall;
            FeatureBins feature = matrix.Features[f];
            int offset = matrix.HistogramOffsets[f];
            ReadOnlySpan<long> bins = histogram.AsSpan(offset, feature.BinCount);
            ReadOnlySpan<long> binCounts = counts is null ? default : counts.AsSpan(offset, feature.BinCount);
            if (feature.IsCategorical)
                CategorySplitFinder.Find(bins, binCounts, feature, total, examples, rules, parentScore, f, ref best);
            else if (_isMonotone)
                MonotoneSplitFinder.Find(bins, binCounts, feature, total, examples, rules, bounds, options.MonotoneConstraints[f], f, ref best);
            else
                QuantitySplitFinder.Find(bins, binCounts, feature, total, examples, rules, parentScore, f, ref best);
            if (_hasPenalties)
            {
                best.Gain -= Penalty(uses[f]);
                if (!best.Exists || !(best.Gain > overall.Gain) || !(best.Gain > 0 || rules.AcceptsAnyGain)) continue;
            }
            overall = best;
        }
        return overall;
    }

    private double Penalty(int uses) => uses == 0 ? options.FeatureFirstUsePenalty : options.FeatureReusePenalty * Math.Log(uses + 1);
}
