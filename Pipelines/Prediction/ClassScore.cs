namespace MlPipelines.Pipelines.Prediction;

/// <summary>A class and its score.</summary>
/// <param name="Label">The class, as the label names it.</param>
/// <param name="Score">Its probability, where the trainer gives probabilities.</param>
public readonly record struct ClassScore(string Label, float Score);
