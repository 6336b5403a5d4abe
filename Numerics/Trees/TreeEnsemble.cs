using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// A trained ensemble: score k of a row is the initial score k plus the values of the trees of output k. Immutable; safe to use from
/// several threads.
/// </summary>
public sealed class TreeEnsemble
{
    private readonly FlatTrees _flat;
    private readonly RankMaskTrees? _rankMasks;

    /// <param name="featureCount">the number of feature columns</param>
    /// <param name="initialScores">[outputs]</param>
    /// <param name="trees">[rounds × outputs], round after round</param>
    public TreeEnsemble(int featureCount, ImmutableArray<float> initialScores, ImmutableArray<Tree> trees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (initialScores.IsDefaultOrEmpty) throw new ArgumentException("An ensemble needs one initial score for each output.", nameof(initialScores));
        if (trees.Length % initialScores.Length != 0)
            throw new ArgumentException($"{trees.Length} trees are not a whole number of rounds of {initialScores.Length} outputs.", nameof(trees));
        foreach (Tree tree in trees)
        {
            foreach (TreeSplit split in tree.Splits)
            {
                if ((uint)split.Feature >= (uint)featureCount)
                    throw new ArgumentException($"A tree splits feature {split.Feature}; there are features 0 to {featureCount - 1}.", nameof(trees));
            }
        }
        FeatureCount = featureCount;
        InitialScores = initialScores;
        Trees = trees;
        _flat = new FlatTrees(featureCount, initialScores, trees);
        _rankMasks = RankMaskTrees.TryCreate(initialScores, trees);
    }

    public int FeatureCount { get; }

    /// <summary>[outputs]</summary>
    public ImmutableArray<float> InitialScores { get; }

    /// <summary>[rounds × outputs], round after round.</summary>
    public ImmutableArray<Tree> Trees { get; }

    public int OutputCount => InitialScores.Length;

    public int RoundCount => Trees.Length / OutputCount;

    /// <summary>The scores of one row. Allocates nothing.</summary>
    /// <param name="features">[features]</param>
    /// <param name="scores">[outputs], overwritten</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        if (features.Length != FeatureCount)
            throw new ArgumentException($"The row has {features.Length} features; this ensemble was trained on {FeatureCount}.", nameof(features));
        if (scores.Length != OutputCount)
            throw new ArgumentException($"There is room for {scores.Length} scores; this ensemble gives {OutputCount}.", nameof(scores));
        PredictRows(features, 1, scores);
    }

    /// <summary>The scores of many rows.</summary>
    /// <param name="features">[rows, features], row-major</param>
    /// <param name="threads">threads used; 0 means one for each processor</param>
    /// <returns>[rows, outputs], row-major</returns>
    public float[] PredictBatch(ReadOnlyMemory<float> features, int threads = 0)
    {
        if (features.Length % FeatureCount != 0)
            throw new ArgumentException($"{features.Length} values are not a whole number of rows of {FeatureCount} features.", nameof(features));
        int rows = features.Length / FeatureCount;
        float[] scores = new float[checked(rows * OutputCount)];
        const int Block = 256;
        Parallelism.For((rows + Block - 1) / Block, Parallelism.Threads(threads), block =>
        {
            int first = block * Block, n = Math.Min(Block, rows - first);
            PredictRows(features.Span.Slice(first * FeatureCount, n * FeatureCount), n, scores.AsSpan(first * OutputCount, n * OutputCount));
        });
        return scores;
    }

    private void PredictRows(ReadOnlySpan<float> features, int rows, Span<float> scores)
    {
        if (_rankMasks is null)
        {
            _flat.Predict(features, rows, scores);
            return;
        }
        for (int row = 0; row < rows; row++)
            _rankMasks.Predict(features.Slice(row * FeatureCount, FeatureCount), scores.Slice(row * OutputCount, OutputCount));
    }

    /// <summary>The ensemble of the first rounds alone.</summary>
    public TreeEnsemble Take(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        return rounds >= RoundCount ? this : new TreeEnsemble(FeatureCount, InitialScores, Trees[..(rounds * OutputCount)]);
    }

    /// <summary>[features]: the sum of the gains of each feature's splits.</summary>
    public double[] FeatureGains()
    {
        double[] gains = new double[FeatureCount];
        foreach (Tree tree in Trees)
        {
            foreach (TreeSplit split in tree.Splits) gains[split.Feature] += split.Gain;
        }
        return gains;
    }

    /// <summary>[features]: the number of each feature's splits.</summary>
    public int[] FeatureSplitCounts()
    {
        int[] counts = new int[FeatureCount];
        foreach (Tree tree in Trees)
        {
            foreach (TreeSplit split in tree.Splits) counts[split.Feature]++;
        }
        return counts;
    }
}
