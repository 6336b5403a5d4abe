using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>Half the squared error, ½ (score − target)²: regression.</summary>
public sealed class SquaredLoss() : BoostingLoss(1)
{
    internal override void CheckTarget(float target, int row)
    {
        if (!float.IsFinite(target))
            throw new ArgumentException($"The target of row {row} is {target}; it must be finite. Drop such rows before training.");
    }

    internal override float Response(float target, int output) => target;

    internal override bool NeedsMeanResponses => true;

    internal override double[] InitialScores(double weight, double[] responses) => [responses[0] / weight];

    internal override void Gradients(TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        ReadOnlySpan<double> s = scores[0], mean = targets.MeanResponses;
        Span<float> g = gradients[0], h = hessians[0];
        for (int i = first; i < end; i += Vector512<float>.Count)
        {
            Vector512<float> weight = Vector512.Create(w[i..]);
            (weight * VectorMath.DifferenceToSingles(s[i..], mean[i..])).CopyTo(g[i..]);
            weight.CopyTo(h[i..]);
        }
    }

    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double error = (double)scores[0] - target;
        return 0.5 * error * error;
    }

    public override void Transform(Span<float> scores)
    {
    }
}
