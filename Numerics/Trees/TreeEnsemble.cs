using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Prediction;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// A trained ensemble: score k of a row is the initial score k plus the values of the trees of output k, summed in double. Immutable; safe
/// to use from several threads.
/// </summary>
public sealed class TreeEnsemble
{
    private readonly FlatTrees _flat;
    private readonly RankMaskTrees? _rankMasks;

    /// <param name="featureCount">The number of feature columns.</param>
    /// <param name="initialScores">[outputs].</param>
    /// <param name="trees">[rounds × outputs], round after round</param>
    public TreeEnsemble(int featureCount, ImmutableArray<float> initialScores, ImmutableArray<Tree> trees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (initialScores.IsDefaultOrEmpty)
            throw new ArgumentException("An ensemble needs one initial score for each output.", nameof(initialScores));
        if (trees.Length % initialScores.Length != 0)
        {
            throw new ArgumentException(
                $"{trees.Length} trees are not a whole number of rounds of {initialScores.Length} outputs.", nameof(trees));
        }

        foreach (var tree in trees)
        {
            foreach (var split in tree.Splits)
            {
                if ((uint)split.Feature >= (uint)featureCount)
                {
                    throw new ArgumentException(
                        $"A tree splits feature {split.Feature}; there are features 0 to {featureCount - 1}.", nameof(trees));
                }
            }
        }

        FeatureCount = featureCount;
        InitialScores = initialScores;
        Trees = trees;
        _flat = new FlatTrees(featureCount, initialScores, trees);
        _rankMasks = RankMaskTrees.TryCreate(initialScores, trees);
    }

    /// <summary>Number of feature columns.</summary>
    public int FeatureCount { get; }

    /// <summary>[outputs].</summary>
    public ImmutableArray<float> InitialScores { get; }

    /// <summary>[rounds × outputs], round after round.</summary>
    public ImmutableArray<Tree> Trees { get; }

    /// <summary>Number of scores of a row.</summary>
    public int OutputCount => InitialScores.Length;

    /// <summary>Number of rounds: trees of each output.</summary>
    public int RoundCount => Trees.Length / OutputCount;

    /// <summary>The scores of one row. Allocates nothing.</summary>
    /// <param name="features">[features].</param>
    /// <param name="scores">[outputs], overwritten</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> scores)
    {
        CheckRow(features.Length, scores.Length);
        PredictRows(features, 1, scores);
    }

    /// <summary>The scores of one row in double, the sums that <see cref="Predict"/> rounds. Allocates nothing.</summary>
    /// <param name="features">[features].</param>
    /// <param name="scores">[outputs], overwritten</param>
    public void Sum(ReadOnlySpan<float> features, Span<double> scores)
    {
        CheckRow(features.Length, scores.Length);
        SumRows(features, 1, scores);
    }

    /// <summary>The scores of many rows.</summary>
    /// <param name="features">[rows, features], row-major</param>
    /// <param name="threads">Threads used; 0 means one for each processor.</param>
    /// <returns>[rows, outputs], row-major</returns>
    public float[] PredictBatch(ReadOnlyMemory<float> features, int threads = 0)
    {
        var scores = new float[checked(Rows(features) * OutputCount)];
        ForBlocks(Rows(features), threads, (first, n) =>
            PredictRows(
                features.Span.Slice(first * FeatureCount, n * FeatureCount), n, scores.AsSpan(first * OutputCount, n * OutputCount)));
        return scores;
    }

    /// <summary>The scores of many rows in double, the sums that <see cref="PredictBatch"/> rounds.</summary>
    /// <param name="features">[rows, features], row-major</param>
    /// <param name="threads">Threads used; 0 means one for each processor.</param>
    /// <returns>[rows, outputs], row-major</returns>
    public double[] SumBatch(ReadOnlyMemory<float> features, int threads = 0)
    {
        var scores = new double[checked(Rows(features) * OutputCount)];
        ForBlocks(Rows(features), threads, (first, n) =>
            SumRows(features.Span.Slice(first * FeatureCount, n * FeatureCount), n, scores.AsSpan(first * OutputCount, n * OutputCount)));
        return scores;
    }

    private int Rows(ReadOnlyMemory<float> features) => features.Length % FeatureCount == 0
        ? features.Length / FeatureCount
        : throw new ArgumentException(
            $"{features.Length} values are not a whole number of rows of {FeatureCount} features.", nameof(features));

    private static void ForBlocks(int rows, int threads, Action<int, int> body)
    {
        const int Block = 256;
        Pieces.For(
            (rows + Block - 1) / Block, Pieces.Threads(threads), block => body(block * Block, Math.Min(Block, rows - block * Block)));
    }

    private void CheckRow(int features, int scores)
    {
        if (features != FeatureCount)
            throw new ArgumentException($"The row has {features} features; this ensemble was trained on {FeatureCount}.", nameof(features));
        if (scores != OutputCount)
            throw new ArgumentException($"There is room for {scores} scores; this ensemble gives {OutputCount}.", nameof(scores));
    }

    /// <summary>Some rows at a time, whose sums have room on the stack or in a shared array.</summary>
    [SkipLocalsInit]
    private void PredictRows(ReadOnlySpan<float> features, int rows, Span<float> scores)
    {
        const int OnStack = 256;
        var atATime = Math.Min(rows, Math.Max(FlatTrees.Together, OnStack / OutputCount));
        var rented = atATime * OutputCount > OnStack ? ArrayPool<double>.Shared.Rent(atATime * OutputCount) : null;
        var sums = rented ?? stackalloc double[OnStack];
        for (var first = 0; first < rows; first += atATime)
        {
            var n = Math.Min(atATime, rows - first);
            var exact = sums[..(n * OutputCount)];
            SumRows(features.Slice(first * FeatureCount, n * FeatureCount), n, exact);
            VectorMath.Round(exact, scores[(first * OutputCount)..]);
        }

        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    private void SumRows(ReadOnlySpan<float> features, int rows, Span<double> scores)
    {
        if (_rankMasks is null)
        {
            _flat.Sum(features, rows, scores);
            return;
        }

        for (var row = 0; row < rows; row++)
            _rankMasks.Sum(features.Slice(row * FeatureCount, FeatureCount), scores.Slice(row * OutputCount, OutputCount));
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
        var gains = new double[FeatureCount];
        foreach (var tree in Trees)
        {
            foreach (var split in tree.Splits)
                gains[split.Feature] += split.Gain;
        }

        return gains;
    }

    /// <summary>[features]: the number of each feature's splits.</summary>
    public int[] FeatureSplitCounts()
    {
        var counts = new int[FeatureCount];
        foreach (var tree in Trees)
        {
            foreach (var split in tree.Splits)
                counts[split.Feature]++;
        }

        return counts;
    }
}
