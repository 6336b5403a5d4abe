namespace MlPipelines.Numerics.Schedules;

/// <summary>Where a training is.</summary>
/// <param name="Iteration">Steps done before this one: the first step has 0.</param>
/// <param name="Iterations">Steps in all.</param>
/// <param name="IterationsPerEpoch">Steps in an epoch.</param>
public readonly record struct TrainingStep(long Iteration, long Iterations, int IterationsPerEpoch)
{
    /// <summary>Whole epochs done before this step.</summary>
    public long Epoch => Iteration / IterationsPerEpoch;
}
