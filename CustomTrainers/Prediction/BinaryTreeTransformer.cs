using MlPipelines.CustomTrainers.Rows;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trained trees that tell true from false. Adds <c>PredictedLabel</c> (whether the score is above 0), <c>Score</c> (the logit of true)
/// and <c>Probability</c> (of true: 1 / (1 + exp(−score))).
/// </summary>
public sealed class BinaryTreeTransformer : TreePredictionTransformer
{
    internal BinaryTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Binary;
}
