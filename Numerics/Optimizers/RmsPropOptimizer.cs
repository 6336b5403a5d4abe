using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary><see cref="RmsPropOptions"/> at work.</summary>
internal sealed unsafe class RmsPropOptimizer<T>(RmsPropOptions options, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _square = new(count);
    private readonly AlignedBuffer<T> _step = new(count);
    private T _rate;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State => [("square_avg", _square.Memory), ("momentum_buffer", _step.Memory)];

    public override void BeginStep(double learningRate)
    {
        Steps++;
        _rate = T.CreateTruncating(learningRate);
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
                Decay = T.CreateTruncating(options.WeightDecay),
            };
            Elementwise.Run<RmsPropStep<T>, T>(step, parameters.Length);
        }
    }
}
