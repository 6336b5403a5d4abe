namespace MlPipelines.Numerics.Trees;

/// <summary>What one round led to.</summary>
/// <param name="Round">1, 2, …; rounds of a warm start are not counted</param>
/// <param name="ValidationLoss">the mean loss over the validation rows; NaN without any</param>
public readonly record struct BoostingRound(int Round, double ValidationLoss);
