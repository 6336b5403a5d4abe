using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Pipelines.Harness;

/// <summary>What one trial is run with, beside its learner and its rows.</summary>
public sealed record TrialRequest
{
    /// <summary>The seed of everything random in the fit.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of threads that the fit may use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The file for the trained pipeline, preprocessing included; its folder must exist. Null to save none.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Where the trained learner is asked for predictions besides; null for nowhere.</summary>
    public PredictionPlaces? Places { get; init; }

    /// <summary>Told how far the fit is, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the trial at its next step.</summary>
    public CancellationToken Cancellation { get; init; }
}
