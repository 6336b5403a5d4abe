using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980) as PyTorch's <c>torch.optim.Adam</c>: m and v are running means of the gradient and its
/// square, corrected for their start at 0 by 1 − βᵗ; w ← w − rate · m̂ / (√v̂ + ε).
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

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Beta1 is >= 0 and < 1, Beta1, "beta1", "in [0, 1)");
        Require(Beta2 is >= 0 and < 1, Beta2, "beta2", "in [0, 1)");
        Require(double.IsFinite(Epsilon) && Epsilon > 0, Epsilon, "epsilon", "finite and above 0");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    /// <inheritdoc/>
    public override Optimizer<T> Build<T>(int count) => new AdamOptimizer<T>(this, 0, count);
}

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) as PyTorch's <c>torch.optim.AdamW</c>: w ← (1 − rate ·
/// decay) w, then Adam's step.
/// </summary>
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

    /// <inheritdoc/>
    public override void Validate()
    {
        Adam.Validate();
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    /// <inheritdoc/>
    public override Optimizer<T> Build<T>(int count) => new AdamOptimizer<T>(Adam, WeightDecay, count);
}

/// <summary><see cref="AdamOptions"/> at work, and with a decoupled decay <see cref="AdamWOptions"/>.</summary>
internal sealed unsafe class AdamOptimizer<T>(AdamOptions options, double decoupledDecay, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _mean = new(count);
    private readonly AlignedBuffer<T> _square = new(count);
    private AdamFactors<T> _factors;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State => [("exp_avg", _mean.Memory), ("exp_avg_sq", _square.Memory)];

    public override void BeginStep(double learningRate, double decayFactor)
    {
        Steps++;
        _factors = new AdamFactors<T>
        {
            Beta1 = T.CreateTruncating(options.Beta1),
            Beta2 = T.CreateTruncating(options.Beta2),
            OneMinusBeta1 = T.CreateTruncating(1 - options.Beta1),
            OneMinusBeta2 = T.CreateTruncating(1 - options.Beta2),
            Epsilon = T.CreateTruncating(options.Epsilon),
            StepSize = T.CreateTruncating(learningRate / (1 - Math.Pow(options.Beta1, Steps))),
            InverseRootCorrection = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, Steps))),
            Decay = T.CreateTruncating(decayFactor * options.WeightDecay),
            Keep = T.CreateTruncating(1 - learningRate * decayFactor * decoupledDecay),
        };
    }

    public override void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        fixed (T* w = parameters, g = gradients)
        {
            var step = new AdamStep<T> { W = w, G = g, M = _mean.Pointer + start, V = _square.Pointer + start, Factors = _factors };
            Elementwise.Run<AdamStep<T>, T>(step, parameters.Length);
        }
    }
}
