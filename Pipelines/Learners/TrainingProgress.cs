namespace MlPipelines.Pipelines.Learners;

/// <summary>How far a fit is.</summary>
/// <param name="Step">Steps done: epochs of a network, rounds of trees, passes over the rows of a stock trainer.</param>
/// <param name="Steps">Steps in all, null when it is not known.</param>
/// <param name="Unit">What a step is: <c>epoch</c>, <c>round</c> or <c>pass</c>.</param>
/// <param name="Loss">The training loss so far, null when it is not known.</param>
public readonly record struct TrainingProgress(int Step, int? Steps, string Unit, double? Loss = null);
