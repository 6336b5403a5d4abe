using System.Numerics;
using MlPipelines.Numerics.Batches;

namespace MlPipelines.Numerics.Training;

/// <summary>A set whose loss and accuracy are recorded while a network is trained.</summary>
/// <param name="Name">As it appears in the history: "train", "validation", "test".</param>
/// <param name="Samples">The rows to judge by.</param>
public sealed record Monitor<T>(string Name, SampleSet<T> Samples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
