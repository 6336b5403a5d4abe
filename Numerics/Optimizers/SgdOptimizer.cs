using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.Numerics.Optimizers;

/// <summary><see cref="SgdOptions"/> at work. The first step needs no case of its own: v starts at 0, and momentum · 0 + g is the first g.</summary>
internal sealed class SgdOptimizer<T>(SgdOptions options, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T>? _velocity = options.Momentum > 0 ? new AlignedBuffer<T>(count) : null;
    private T _rate;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State => _velocity is null ? [] : [("momentum_buffer", _velocity.Memory)];

    public override void BeginStep(double learningRate)
    {
        Steps++;
        _rate = T.CreateTruncating(learningRate);
    }

    public override void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        var decay = T.CreateTruncating(options.WeightDecay);
        if (_velocity is null)
            OptimizerSteps.Sgd(parameters, gradients, _rate, decay);
        else
            OptimizerSteps.Momentum(
                parameters, gradients, _velocity.Span.Slice(start, parameters.Length), _rate, T.CreateTruncating(options.Momentum), decay, options.Nesterov);
    }
}
