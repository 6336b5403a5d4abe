namespace MlPipelines.Numerics.Training;

/// <summary>What was measured while a network was trained, in order.</summary>
/// <param name="Entries">One entry per epoch, and one per evaluation between.</param>
public sealed record TrainingHistory(IReadOnlyList<HistoryEntry> Entries);
