using MlPipelines.CustomTrainers.Rows;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained network that predicts a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionNetworkTransformer : NetworkPredictionTransformer
{
    internal RegressionNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;
}
