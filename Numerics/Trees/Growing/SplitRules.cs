namespace MlPipelines.Numerics.Trees;

/// <summary>What a split must keep to, and how its gain is measured, for one tree: units of the packed sums included.</summary>
internal sealed record SplitRules
{
    public required double GradientUnit { get; init; }

    public required double HessianUnit { get; init; }

    public required double L2 { get; init; }

    /// <summary>The least packed second derivative of a side; at least 1, since a side without curvature has no value.</summary>
    public required long MinimumPackedHessian { get; init; }

    /// <summary>The least number of examples of a side; used where there is a histogram of counts.</summary>
    public required int MinimumExamples { get; init; }

    public required double MinimumGain { get; init; }

    public required double CategoricalSmoothing { get; init; }

    public required double CategoricalL2 { get; init; }

    public double Gradient(long packed) => PackedGradients.GradientOf(packed) * GradientUnit;

    public double Hessian(long packed) => PackedGradients.HessianOf(packed) * HessianUnit;

    /// <summary>G² / (H + λ): twice what the quadratic model gains from the best constant.</summary>
    public double Score(long packed)
    {
        double gradient = Gradient(packed);
        return gradient * gradient / (Hessian(packed) + L2);
    }

    /// <summary>A gain must exceed this, so that rounding never passes for one.</summary>
    public double LeastGain(double parentScore) => Math.Max(MinimumGain, 1e-9 * Math.Abs(parentScore));
}
