namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>torch.optim.SGD</c>: g ← ∇ + decay · w; v ← momentum · v + g (v starts as the first g);
/// w ← w − rate · v, or with Nesterov w − rate · (g + momentum · v).
/// </summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Rate 0.01, no momentum.</summary>
    public SgdOptions() => LearningRate = 0.01;

    /// <summary>Share of the last step that is kept, in [0, 1); 0 for none.</summary>
    public double Momentum { get; init; }

    /// <summary>Looks ahead along the momentum (Sutskever et al. 2013); needs a momentum above 0.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Coupled L2 penalty, added to the gradient: half its square norm times this is added to the loss. At least 0.</summary>
    public double WeightDecay { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Require(Momentum is >= 0 and < 1, Momentum, "momentum", "in [0, 1)");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
        Require(!Nesterov || Momentum > 0, Momentum, "momentum", "above 0 with Nesterov");
    }

    internal override Optimizer<T> Build<T>(int count) => new SgdOptimizer<T>(this, count);
}
