using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Kernels.Updates;

namespace MlPipelines.Numerics.Optimizers;

/// <summary><see cref="AdamOptions"/> at work, and with a decoupled decay <see cref="AdamWOptions"/>.</summary>
internal sealed unsafe class AdamOptimizer<T>(AdamOptions options, double decoupledDecay, int count) : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _mean = new(count);
    private readonly AlignedBuffer<T> _square = new(count);
    private AdamFactors<T> _factors;

    public override IReadOnlyList<(string Name, Memory<T> Values)> State => [("exp_avg", _mean.Memory), ("exp_avg_sq", _square.Memory)];

    public override void BeginStep(double learningRate)
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
            Decay = T.CreateTruncating(options.WeightDecay),
            Keep = T.CreateTruncating(1 - learningRate * decoupledDecay),
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
