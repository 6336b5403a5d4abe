using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary><see cref="SgdOptions"/> at work. The first step needs no case of its own: v starts at 0, and momentum · 0 + g is the first g.</summary>
internal sealed unsafe class SgdOptimizer<T>(SgdOptions options, int count) : Optimizer<T>
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
        var (momentum, decay) = (T.CreateTruncating(options.Momentum), T.CreateTruncating(options.WeightDecay));
        fixed (T* w = parameters, g = gradients)
        {
            if (_velocity is null)
                Elementwise.Run<SgdStep<T>, T>(new() { W = w, G = g, Rate = _rate, Decay = decay }, parameters.Length);
            else if (options.Nesterov)
                Elementwise.Run<NesterovStep<T>, T>(new() { W = w, G = g, V = _velocity.Pointer + start, Rate = _rate, Momentum = momentum, Decay = decay }, parameters.Length);
            else
                Elementwise.Run<MomentumStep<T>, T>(new() { W = w, G = g, V = _velocity.Pointer + start, Rate = _rate, Momentum = momentum, Decay = decay }, parameters.Length);
        }
    }
}
