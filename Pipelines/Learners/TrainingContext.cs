using Microsoft.ML;
using MlPipelines.CustomTrainers;

namespace MlPipelines.Pipelines.Learners;

/// <summary>What a learner's trainer is made for: one fit with its seed, its share of the machine, and who watches.</summary>
public sealed record TrainingContext
{
    /// <summary>The seed of everything random in the fit.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of threads that the fit may use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The splits by name (<c>train</c>, <c>validation</c>, <c>test</c>), preprocessed, for a trainer that evaluates along the way.</summary>
    public IReadOnlyDictionary<string, IDataView> Splits { get; init; } = new Dictionary<string, IDataView>();

    /// <summary>Keepers of figures beside the trainer's own history, added by the trainer's maker and read when the fit has ended.</summary>
    public IList<TrainingRecord> Records { get; } = [];

    /// <summary>The library that networks are computed with, null for this project's own.</summary>
    public INetworkEngine? Engine { get; init; }

    /// <summary>Told how far the fit is, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the fit at its next step.</summary>
    public CancellationToken Cancellation { get; init; }
}
