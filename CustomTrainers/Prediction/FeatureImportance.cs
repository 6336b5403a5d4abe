namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>How much an ensemble of trees makes of one feature.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Gain">The sum of the gains of its splits; a split's gain is how much the loss's quadratic model falls, times two.</param>
/// <param name="SplitCount">The number of its splits.</param>
public readonly record struct FeatureImportance(string Name, double Gain, int SplitCount);
