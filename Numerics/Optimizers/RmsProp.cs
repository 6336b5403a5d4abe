using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012) as PyTorch's <c>torch.optim.RMSprop</c>: g ← ∇ + decay · w; v ← α v + (1 − α) g²; s = g / (√v + ε); b
/// ← momentum · b + s; w ← w − rate · b.
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

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Alpha is >= 0 and < 1, Alpha, "alpha", "in [0, 1)");
        Require(double.IsFinite(Epsilon) && Epsilon > 0, Epsilon, "epsilon", "finite and above 0");
        Require(Momentum is >= 0 and < 1, Momentum, "momentum", "in [0, 1)");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
    }

    /// <inheritdoc/>
    public override Optimizer<T> Build<T>(int count) => new RmsPropOptimizer<T>(this, count);
}

/// <summary><see cref="RmsPropOptions"/> at work.</summary>
internal sealed unsafe class RmsPropOptimizer<T>(RmsPropOptions options, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _square = new(count);
    private readonly AlignedBuffer<T> _step = new(count);
    private T _rate;
    private T _decay;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State =>
        [("square_avg", _square.Memory), ("momentum_buffer", _step.Memory)];

    public override void BeginStep(double learningRate, double decayFactor)
    {
        Steps++;
        _rate = T.CreateTruncating(learningRate);
        _decay = T.CreateTruncating(decayFactor * options.WeightDecay);
    }

    public override void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        fixed (T* w = parameters, g = gradients)
        {
            var step = new RmsPropStep<T>
            {
                W = w,
                G = g,
                V = _square.Pointer + start,
                B = _step.Pointer + start,
                Rate = _rate,
                Alpha = T.CreateTruncating(options.Alpha),
                OneMinusAlpha = T.CreateTruncating(1 - options.Alpha),
                Epsilon = T.CreateTruncating(options.Epsilon),
                Momentum = T.CreateTruncating(options.Momentum),
                Decay = _decay,
            };
            Elementwise.Run<RmsPropStep<T>, T>(step, parameters.Length);
        }
    }
}
