namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012) as PyTorch's <c>torch.optim.RMSprop</c>: g ← ∇ + decay · w; v ← α v + (1 − α) g²; s = g / (√v + ε);
/// b ← momentum · b + s; w ← w − rate · b.
/// </summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>Rate 0.01.</summary>
    public RmsPropOptions() => LearningRate = 0.01;

    /// <summary>Decay of the running mean of squared gradients, in [0, 1).</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Keeps the division finite, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of the last step that is kept, in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>Coupled L2 penalty, added to the gradient. At least 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Require(Alpha is >= 0 and < 1, Alpha, "alpha", "in [0, 1)");
        Require(double.IsFinite(Epsilon) && Epsilon > 0, Epsilon, "epsilon", "finite and above 0");
        Require(Momentum is >= 0 and < 1, Momentum, "momentum", "in [0, 1)");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    internal override Optimizer<T> Build<T>(int count) => new RmsPropOptimizer<T>(this, count);
}
