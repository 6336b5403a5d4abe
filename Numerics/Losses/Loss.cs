using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Losses;

/// <summary>The mean loss of a batch and its gradient by the scores.</summary>
internal abstract class Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Throws when the samples or the network's outputs do not suit the loss.</summary>
    public abstract void Check(SampleSet<T> samples, int outputs);

    /// <summary>The batch's sums; overwrites the scores with the gradient of the batch's mean loss by them when <paramref name="gradient"/> is set.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="scores">[batch, outputs].</param>
    /// <param name="targets">The batch's targets.</param>
    /// <param name="gradient">Whether the gradient is wanted; scores keep undefined values otherwise.</param>
    public abstract LossSums Compute(WorkerPool workers, Span<T> scores, in TargetBatch<T> targets, bool gradient);
}
