using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>A training that has ended, as an observer sees it.</summary>
/// <param name="Network">The trained network; an observer leaves it as it is.</param>
/// <param name="Training">The rows that it learned from.</param>
/// <param name="Monitors">The rows that it was judged by on the way.</param>
/// <param name="Options">The options of the training.</param>
/// <param name="Result">What it has to tell, without the time of this call.</param>
/// <param name="Cancellation">To be asked by an observer that takes long.</param>
public sealed record TrainingEnd<T>(
    Network<T> Network, SampleSet<T> Training, IReadOnlyList<Monitor<T>> Monitors, TrainingOptions Options, TrainingResult Result, CancellationToken Cancellation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
