using MlPipelines.CustomTrainers.Rows;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained binary network. Adds <c>PredictedLabel</c> (whether the score is above 0; false for a missing score), <c>Score</c>
/// (the logit of true) and <c>Probability</c> (of true: 1 / (1 + exp(−score))).
/// </summary>
public sealed class BinaryNetworkTransformer : NetworkPredictionTransformer
{
    internal BinaryNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Binary;
}
