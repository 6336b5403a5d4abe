using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>torch.optim.SGD</c>: g ← ∇ + decay · w; v ← momentum · v + g (v starts as the first g); w ←
/// w − rate · v, or with Nesterov w − rate · (g + momentum · v).
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

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Momentum is >= 0 and < 1, Momentum, "momentum", "in [0, 1)");
        Require(double.IsFinite(WeightDecay) && WeightDecay >= 0, WeightDecay, "weight decay", "finite and at least 0");
        Require(!Nesterov || Momentum > 0, Momentum, "momentum", "above 0 with Nesterov");
    }

    /// <inheritdoc/>
    public override Optimizer<T> Build<T>(int count) => new SgdOptimizer<T>(this, count);
}

/// <summary>
/// <see cref="SgdOptions"/> at work. The first step needs no case of its own: v starts at 0, and momentum · 0 + g is the first g.
/// </summary>
internal sealed unsafe class SgdOptimizer<T>(SgdOptions options, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T>? _velocity = options.Momentum > 0 ? new AlignedBuffer<T>(count) : null;
    private T _rate;
    private T _decay;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State =>
        _velocity is null ? [] : [("momentum_buffer", _velocity.Memory)];

    public override void BeginStep(double learningRate, double decayFactor)
    {
        Steps++;
        _rate = T.CreateTruncating(learningRate);
        _decay = T.CreateTruncating(decayFactor * options.WeightDecay);
    }

    public override void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        var (momentum, decay) = (T.CreateTruncating(options.Momentum), _decay);
        fixed (T* w = parameters, g = gradients)
        {
            if (_velocity is null)
            {
                Elementwise.Run<SgdStep<T>, T>(new() { W = w, G = g, Rate = _rate, Decay = decay }, parameters.Length);
            }
            else if (options.Nesterov)
            {
                Elementwise.Run<NesterovStep<T>, T>(
                    new()
                    {
                        W = w,
                        G = g,
                        V = _velocity.Pointer + start,
                        Rate = _rate,
                        Momentum = momentum,
                        Decay = decay
                    }, parameters.Length);
            }
            else
            {
                Elementwise.Run<MomentumStep<T>, T>(
                    new()
                    {
                        W = w,
                        G = g,
                        V = _velocity.Pointer + start,
                        Rate = _rate,
                        Momentum = momentum,
                        Decay = decay
                    }, parameters.Length);
            }
        }
    }
}
