namespace MlPipelines.Numerics.Trees;

/// <summary>The best split of a node over all features it may use. Ties go to the feature that comes first.</summary>
internal sealed class NodeSplitFinder(BinnedMatrix matrix, BoostingOptions options, int threads)
{
    /// <summary>Features for one thread at a time.</summary>
    private const int Chunk = 32;

    /// <summary>Below this many bins a second thread costs more than it gives.</summary>
    private const int ParallelBins = 1 << 14;

    private readonly bool _isMonotone = options.MonotoneConstraints.Any(c => c != 0);

    /// <param name="features">ascending</param>
    /// <param name="counts">numbers of examples by bin, or null when no least number is asked for</param>
    public SplitCandidate Find(long[] histogram, long[]? counts, long total, long examples, (double Low, double High) bounds,
        SplitRules rules, ReadOnlyMemory<int> features)
    {
        if (threads == 1 || matrix.HistogramLength < ParallelBins)
            return Find(histogram, counts, total, examples, bounds, rules, features.Span);
        var bests = new SplitCandidate[(features.Length + Chunk - 1) / Chunk];
        Parallelism.For(bests.Length, threads, i =>
        {
            int first = i * Chunk;
            bests[i] = Find(histogram, counts, total, examples, bounds, rules, features.Span[first..Math.Min(first + Chunk, features.Length)]);
        });
        SplitCandidate best = SplitCandidate.None;
        foreach (SplitCandidate candidate in bests)
        {
            if (candidate.Exists && candidate.Gain > best.Gain) best = candidate;
        }
        return best;
    }

    private SplitCandidate Find(long[] histogram, long[]? counts, long total, long examples, (double Low, double High) bounds,
        SplitRules rules, ReadOnlySpan<int> features)
    {
        double parentScore = rules.Score(total);
        SplitCandidate best = SplitCandidate.None;
        foreach (int f in features)
        {
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
        }
        return best;
    }
}
