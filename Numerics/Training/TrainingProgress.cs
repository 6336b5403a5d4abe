namespace MlPipelines.Numerics.Training;

/// <summary>Reported after every entry of the history.</summary>
/// <param name="Epochs">Epochs to do in all.</param>
/// <param name="Iterations">Steps to do in all.</param>
/// <param name="Entry">The newest entry.</param>
public sealed record TrainingProgress(int Epochs, long Iterations, HistoryEntry Entry);
