using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// The Tweedie deviance with a log link, for targets ≥ 0 with many zeros: −y e^((1−ρ)s) / (1−ρ) + e^((2−ρ)s) / (2−ρ), 1 &lt; ρ &lt; 2
/// (Zhou, Qian and Yang, "Tweedie gradient boosting for extremely unbalanced zero-inflated data", 2019).
/// </summary>
public sealed class TweedieLoss : BoostingLoss
{
    private readonly float _power;

    /// <param name="variancePower">ρ, between 1 (Poisson) and 2 (gamma), both excluded.</param>
    public TweedieLoss(double variancePower = 1.5)
        : base(1)
    {
        if (!(variancePower > 1 && variancePower < 2))
            throw new ArgumentOutOfRangeException(nameof(variancePower), variancePower, "The variance power must lie between 1 and 2, both excluded.");
        _power = (float)variancePower;
    }

    internal override void CheckTarget(float target, int row)
    {
        CheckFinite(target, row, "target");
        if (target < 0) throw new ArgumentException($"The target of row {row} is {target}; the Tweedie loss needs targets of at least 0.");
    }

    internal override float Response(float target, int output) => target;

    internal override double[] InitialScores(double weight, double[] responses) => [Math.Log(Math.Max(responses[0] / weight, 1e-6))];

    internal override void Gradients(TrainingTargets targets, float[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights, s = scores[0];
        Span<float> g = gradients[0], h = hessians[0];
        for (int i = first; i < end; i += Vector512<float>.Count)
        {
            Vector512<float> mean = Vector512.Create(w[i..]) * VectorMath.Exp(Vector512.Create(s[i..]) * (2 - _power));
            mean.CopyTo(g[i..]);
            (mean * (2 - _power)).CopyTo(h[i..]);
        }
    }

    internal override void SubtractResponses(TrainingTargets targets, int output, float[][] scores, float[] gradients, float[] hessians)
    {
        int[] rows = targets.ResponseRows[output];
        float[] amounts = targets.ResponseAmounts[output];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            float pull = amounts[i] * MathF.Exp(scores[output][row] * (1 - _power));
            gradients[row] -= pull;
            hessians[row] += pull * (_power - 1);
        }
    }

    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double s = scores[0];
        return -target * Math.Exp((1 - _power) * s) / (1 - _power) + Math.Exp((2 - _power) * s) / (2 - _power);
    }

    /// <summary>The score becomes the mean, e^s.</summary>
    public override void Transform(Span<float> scores)
    {
        foreach (ref float score in scores) score = MathF.Exp(score);
    }
}
