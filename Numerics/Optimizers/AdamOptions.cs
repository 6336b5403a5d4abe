namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980) as PyTorch's <c>torch.optim.Adam</c>: m and v are running means of the gradient and its square, corrected for
/// their start at 0 by 1 − βᵗ; w ← w − rate · m̂ / (√v̂ + ε).
/// </summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>Decay of the running mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps the division finite, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Coupled L2 penalty, added to the gradient. At least 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Require(Beta1 is >= 0 and < 1, Beta1, "beta1", "in [0, 1)");
        Require(Beta2 is >= 0 and < 1, Beta2, "beta2", "in [0, 1)");
        Require(double.IsFinite(Epsilon) && Epsilon > 0, Epsilon, "epsilon", "finite and above 0");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    internal override Optimizer<T> Build<T>(int count) => new AdamOptimizer<T>(this, 0, count);
}
