using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Verification;

/// <summary>uᵀ y: keeps the outputs y, and sends u backward, so that the gradient is Jᵀ u.</summary>
internal sealed class FixedGradient(int outputs) : Loss<double>
{
    /// <summary>[outputs] of the last pass.</summary>
    public double[] Outputs { get; } = new double[outputs];

    /// <summary>[outputs] to send backward.</summary>
    public double[] U { get; } = new double[outputs];

    public override void Check(SampleSet<double> samples, int outputs)
    {
    }

    public override LossSums Compute(WorkerPool workers, Span<double> scores, in TargetBatch<double> targets, bool gradient)
    {
        scores.CopyTo(Outputs);
        U.CopyTo(scores);
        return new LossSums(0, 0, 1);
    }
}
