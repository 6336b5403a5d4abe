using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>What one round led to.</summary>
/// <param name="Round">1, 2, …; rounds of a warm start are not counted</param>
/// <param name="ValidationLoss">the mean loss over the validation rows; NaN without any</param>
public readonly record struct BoostingRound(int Round, double ValidationLoss)
{
    /// <summary>Figures of all rows that are not trained on: the validation rows, then the monitors in their order.</summary>
    public ImmutableArray<MonitorFigures> Monitors { get; init; } = [];
}
