using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Losses;

/// <summary>What a training minimizes: an immutable value.</summary>
public abstract record LossDefinition
{
    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Builds the loss, with room of its own for one training.</summary>
    public abstract Loss<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The mean loss of a batch and its gradient by the scores.</summary>
public abstract class Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Throws when the samples or the network's outputs do not suit the loss.</summary>
    public abstract void Check(SampleSet<T> samples, int outputs);

    /// <summary>
    /// The batch's sums; overwrites the scores with the gradient of the batch's mean loss by them when <paramref name="gradient"/> is set.
    /// </summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="scores">[batch, outputs].</param>
    /// <param name="targets">The batch's targets.</param>
    /// <param name="gradient">Whether the gradient is wanted; scores keep undefined values otherwise.</param>
    public abstract LossSums Compute(WorkerPool workers, Span<T> scores, in TargetBatch<T> targets, bool gradient);
}

/// <summary>What a batch adds to the figures of a set.</summary>
/// <param name="Loss">Σ weight · loss.</param>
/// <param name="Correct">Σ weight over rows whose class was found; 0 for regression.</param>
/// <param name="Weight">Σ weight.</param>
public readonly record struct LossSums(double Loss, double Correct, double Weight)
{
    /// <summary>The sums of both together.</summary>
    public static LossSums operator +(LossSums a, LossSums b) => new(a.Loss + b.Loss, a.Correct + b.Correct, a.Weight + b.Weight);
}

/// <summary>The targets of one batch, in the order of its rows.</summary>
public readonly ref struct TargetBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows in the batch.</summary>
    public required int Count { get; init; }

    /// <summary>[batch] classes, or empty.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>[batch, target columns] numbers, or empty.</summary>
    public ReadOnlySpan<T> Values { get; init; }

    /// <summary>[batch] weights, or empty for all 1.</summary>
    public ReadOnlySpan<T> Weights { get; init; }
}
