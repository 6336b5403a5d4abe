using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>Cross-entropy of two classes, log(1 + e^−s) for label 1 and log(1 + e^s) for label 0: the score is the logit of 1.</summary>
public sealed class LogisticLoss() : BoostingLoss(1)
{
    internal override int ClassCount => 2;

    internal override void CheckTarget(float target, int row) => CheckClass(target, row, ClassCount);

    internal override float Response(float target, int output) => target;

    internal override double[] InitialScores(double weight, double[] responses)
    {
        double share = Math.Clamp(responses[0] / weight, 1e-6, 1 - 1e-6);
        return [Math.Log(share / (1 - share))];
    }

    internal override void Gradients(TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        ReadOnlySpan<double> s = scores[0];
        Span<float> g = gradients[0], h = hessians[0];
        for (int i = first; i < end; i += Vector512<float>.Count)
        {
            Vector512<float> p = VectorMath.Sigmoid(VectorMath.ToSingles(s[i..]));
            Vector512<float> weighted = Vector512.Create(w[i..]) * p;
            weighted.CopyTo(g[i..]);
            (weighted * (Vector512<float>.One - p)).CopyTo(h[i..]);
        }
    }

    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double margin = target == 1 ? scores[0] : -scores[0];
        return margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
    }

    internal override double Right(ReadOnlySpan<float> scores, float target) => scores[0] > 0 == (target == 1) ? 1 : 0;

    /// <summary>The score becomes the probability of label 1.</summary>
    public override void Transform(Span<float> scores)
    {
        foreach (ref float score in scores) score = 1f / (1f + MathF.Exp(-score));
    }
}
