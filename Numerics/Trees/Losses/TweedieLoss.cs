using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// The Tweedie deviance with a log link, for targets ≥ 0 with many zeros: −y e^((1−ρ)s) / (1−ρ) + e^((2−ρ)s) / (2−ρ), 1 ≤ ρ ≤ 2
/// (at the ends, where a term would be divided by 0, −y s + e^s and y e^−s + s)
/// (Zhou, Qian and Yang, "Tweedie gradient boosting for extremely unbalanced zero-inflated data", 2019).
/// </summary>
public sealed class TweedieLoss : BoostingLoss
{
    private readonly float _power;
    private readonly bool _exactLeaves;

    /// <param name="variancePower">ρ, from 1 (Poisson) to 2 (gamma).</param>
    /// <param name="exactLeaves">
    /// whether a leaf's step is the best constant itself, ln(Σ y e^((1−ρ)s) / Σ e^((2−ρ)s)), −∞ when all its targets are 0, rather than
    /// Newton's approximation of it
    /// </param>
    public TweedieLoss(double variancePower = 1.5, bool exactLeaves = false)
        : base(1)
    {
        if (!(variancePower >= 1 && variancePower <= 2))
            throw new ArgumentOutOfRangeException(nameof(variancePower), variancePower, "The variance power must lie between 1 and 2.");
        _power = (float)variancePower;
        _exactLeaves = exactLeaves;
    }

    internal override void CheckTarget(float target, int row)
    {
        CheckFinite(target, row, "target");
        if (target < 0) throw new ArgumentException($"The target of row {row} is {target}; the Tweedie loss needs targets of at least 0.");
    }

    internal override float Response(float target, int output) => target;

    internal override double[] InitialScores(double weight, double[] responses) => [Math.Log(Math.Max(responses[0] / weight, 1e-6))];

    internal override void Gradients(TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        ReadOnlySpan<double> s = scores[0];
        Span<float> g = gradients[0], h = hessians[0];
        for (int i = first; i < end; i += Vector512<float>.Count)
        {
            Vector512<float> mean = Vector512.Create(w[i..]) * VectorMath.Exp(VectorMath.ToSingles(s[i..]) * (2 - _power));
            mean.CopyTo(g[i..]);
            (mean * (2 - _power)).CopyTo(h[i..]);
        }
    }

    internal override void SubtractResponses(TrainingTargets targets, int output, double[][] scores, float[] gradients, float[] hessians)
    {
        int[] rows = targets.ResponseRows[output];
        float[] amounts = targets.ResponseAmounts[output];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            float pull = amounts[i] * MathF.Exp((float)scores[output][row] * (1 - _power));
            gradients[row] -= pull;
            hessians[row] += pull * (_power - 1);
        }
    }

    internal override double LeafStep(TrainingTargets targets, int output, ReadOnlySpan<int> rows, double[] scores, double gradient, double hessian, double l2)
    {
        if (!_exactLeaves) return base.LeafStep(targets, output, rows, scores, gradient, hessian, l2);
        float[] responses = targets.FirstResponses();
        double pull = 0, mean = 0;
        foreach (int row in rows)
        {
            if (responses[row] != 0) pull += responses[row] * Math.Exp((1 - _power) * scores[row]);
            mean += targets.Weights[row] * Math.Exp((2 - _power) * scores[row]);
        }
        return pull == 0 && mean == 0 ? 0 : Math.Log(pull) - Math.Log(mean);
    }

    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double s = scores[0];
        if (_power == 1) return Math.Exp(s) - target * s;
        if (_power == 2) return target * Math.Exp(-s) + s;
        return -target * Math.Exp((1 - _power) * s) / (1 - _power) + Math.Exp((2 - _power) * s) / (2 - _power);
    }

    /// <summary>The score becomes the mean, e^s.</summary>
    public override void Transform(Span<float> scores)
    {
        foreach (ref float score in scores) score = MathF.Exp(score);
    }
}
