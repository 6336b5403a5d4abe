using MlPipelines.Comparisons.Running;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Results;

/// <summary>A finished trial: what was planned and what came of it.</summary>
/// <param name="Trial">What was planned.</param>
/// <param name="Result">What came of it.</param>
public sealed record TrialRecord(Trial Trial, TrialResult Result);
