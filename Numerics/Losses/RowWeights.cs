using System.Numerics;

namespace MlPipelines.Numerics.Losses;

/// <summary>How the rows of a batch count together; without weights each counts 1.</summary>
internal static class RowWeights
{
    public static double Sum<T>(in TargetBatch<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (targets.Weights.IsEmpty)
            return targets.Count;
        var sum = 0.0;
        foreach (var weight in targets.Weights)
            sum += double.CreateTruncating(weight);
        return sum;
    }

    /// <summary>Each row's share of the mean: weight / Σ weights; 0 when all weights of the batch are 0.</summary>
    public static void Scales<T>(in TargetBatch<T> targets, double sum, Span<T> scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < targets.Weights.Length; i++)
            scales[i] = sum > 0 ? T.CreateTruncating(double.CreateTruncating(targets.Weights[i]) / sum) : T.Zero;
    }

    public static LossSums Total<T>(in TargetBatch<T> targets, double weight, ReadOnlySpan<double> losses, ReadOnlySpan<byte> hits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = 0.0;
        var correct = 0.0;
        if (targets.Weights.IsEmpty)
        {
            for (var i = 0; i < targets.Count; i++)
            {
                loss += losses[i];
                correct += hits[i];
            }

            return new LossSums(loss, correct, weight);
        }

        for (var i = 0; i < targets.Count; i++)
        {
            var own = double.CreateTruncating(targets.Weights[i]);
            loss += own * losses[i];
            correct += own * hits[i];
        }

        return new LossSums(loss, correct, weight);
    }
}
