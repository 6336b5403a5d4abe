namespace MlPipelines.Conformance.Model;

/// <summary>What a trainer is told of the rows that a check gives it.</summary>
/// <param name="Label">The name of the label's column.</param>
/// <param name="Features">The name of the column of features, a vector of <see cref="float"/>.</param>
/// <param name="Weight">
/// The name of the column that says how much each row counts (a <see cref="float"/>); null where there is none.
/// </param>
/// <param name="FeatureCount">The number of features, for trainers whose options depend on it.</param>
/// <param name="CancellationToken">
/// Cancelled where a training has to stop. A trainer whose options take a token should be given it, and
/// <see cref="ConformanceOptions.TakesCancellationToken"/> be set.
/// </param>
public sealed record TrainerColumns(string Label, string Features, string? Weight, int FeatureCount, CancellationToken CancellationToken);
