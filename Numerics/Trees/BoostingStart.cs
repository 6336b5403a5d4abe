using System.Collections.Immutable;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.Numerics.Trees;

/// <summary>What training works on before its first tree: rows (merged where that pays), targets, scores and room for gradients.</summary>
internal sealed class BoostingStart
{
    public required BinnedMatrix Matrix { get; init; }

    public required TrainingTargets Targets { get; init; }

    /// <summary>[outputs].</summary>
    public required ImmutableArray<float> InitialScores { get; init; }

    /// <summary>[outputs][padded rows], in double: small steps of late trees are not lost on scores far from 0.</summary>
    public required double[][] Scores { get; init; }

    public required float[][] Gradients { get; init; }

    public required float[][] Hessians { get; init; }

    public static BoostingStart Create(TrainingRows training, BoostingLoss loss, BoostingOptions options, bool mayMerge, int threads,
        ImmutableArray<float>? initialScores = null)
    {
        var merged = mayMerge && options.RowFraction == 1 ? RowMerger.Merge(training.Features, threads) : null;
        var matrix = merged?.Matrix ?? training.Features;
        var targets = TrainingTargets.Create(loss, training.Targets.Span, training.EffectiveWeights(), merged?.MergedRow, matrix.Rows);
        var padded = TrainingTargets.Padded(matrix.Rows);
        var initial = initialScores ?? FirstScores(loss, targets);
        double[][] scores = [.. initial.Select(score => Enumerable.Repeat((double)score, padded).ToArray())];
        return new BoostingStart
        {
            Matrix = matrix,
            Targets = targets,
            InitialScores = initial,
            Scores = scores,
            Gradients = Arrays(loss.OutputCount, padded),
            Hessians = Arrays(loss.OutputCount, padded),
        };
    }

    private static ImmutableArray<float> FirstScores(BoostingLoss loss, TrainingTargets targets)
    {
        var weight = 0.0;
        foreach (var w in targets.Weights)
            weight += w;
        return [.. loss.InitialScores(weight, targets.ResponseSums).Select(s => (float)s)];
    }

    private static float[][] Arrays(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new float[length])];
}
