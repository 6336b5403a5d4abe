namespace MlPipelines.Numerics.Training;

/// <summary>What one step of a training is told, because it changes from step to step.</summary>
/// <param name="Seed">Decides what is dropped.</param>
/// <param name="LearningRate">The rate, before <see cref="RateFactor"/>s.</param>
/// <param name="DropoutFactor">What the probability of every dropout is multiplied by, 0 to 1.</param>
/// <param name="DecayFactor">What the optimizer's weight decay is multiplied by, at least 0.</param>
public readonly record struct StepSettings(ulong Seed, double LearningRate, double DropoutFactor = 1, double DecayFactor = 1);
