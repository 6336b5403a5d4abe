using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Keeps figures of a network's training beside its history.</summary>
public abstract class TrainingRecord : ITrainingObserver<float>
{
    /// <summary>What was kept, once the training has ended.</summary>
    public abstract IReadOnlyList<HistoryPoint> Points { get; }

    /// <inheritdoc/>
    public virtual void OnStart(Network<float> network, TrainingOptions options)
    {
    }

    /// <inheritdoc/>
    public virtual void OnIteration(in TrainingIteration<float> iteration)
    {
    }

    /// <inheritdoc/>
    public virtual void OnEnd(TrainingEnd<float> end)
    {
    }
}
