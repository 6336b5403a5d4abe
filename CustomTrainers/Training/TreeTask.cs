using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>What trees are to learn.</summary>
/// <param name="Loss">What training minimizes.</param>
/// <param name="LossFactor">What the history's losses are multiplied by: 2 for regression, whose loss is half of the squared error.</param>
internal sealed record TreeTask(BoostingLoss Loss, double LossFactor = 1)
{
    /// <summary>The classes' weights; null where there are no classes.</summary>
    public ClassWeighting? Weighting { get; init; }

    /// <summary>The values behind the label's keys; null where there are none.</summary>
    public LabelValues? LabelValues { get; init; }
}
