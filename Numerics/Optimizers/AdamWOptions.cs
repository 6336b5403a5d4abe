namespace MlPipelines.Numerics.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) as PyTorch's <c>torch.optim.AdamW</c>: w ← (1 − rate · decay) w, then Adam's step.</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>Decay of the running mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps the division finite, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of each parameter that is taken off per step and unit of rate. At least 0. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    private AdamOptions Adam => new() { LearningRate = LearningRate, Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon };

    internal override void Validate()
    {
        Adam.Validate();
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    internal override Optimizer<T> Build<T>(int count) => new AdamOptimizer<T>(Adam, WeightDecay, count);
}
