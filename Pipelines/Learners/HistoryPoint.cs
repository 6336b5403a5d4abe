namespace MlPipelines.Pipelines.Learners;

/// <summary>One metric of one split at one moment of a fit.</summary>
/// <param name="Epoch">Passes over the training rows begun so far, from 1; 0 is before the first update. Rounds of boosted trees.</param>
/// <param name="Iteration">Updates done so far.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Metric">The metric's name, such as <c>loss</c> or <c>accuracy</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct HistoryPoint(int Epoch, long Iteration, string Split, string Metric, double Value);
