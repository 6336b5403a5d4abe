using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>A trained ensemble and how it came about.</summary>
/// <param name="Ensemble">the trees, with early stopping those up to the best round</param>
/// <param name="History">every round that was trained, in order</param>
/// <param name="BestRound">the round the ensemble ends with</param>
public sealed record BoostingResult(TreeEnsemble Ensemble, ImmutableArray<BoostingRound> History, int BestRound);
