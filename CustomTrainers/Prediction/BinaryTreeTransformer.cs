using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trained trees that tell true from false. Adds <c>PredictedLabel</c> (whether the score is above 0), <c>Score</c> (the logit of true)
/// and <c>Probability</c> (of true: 1 / (1 + exp(−score))).
/// </summary>
public sealed class BinaryTreeTransformer : TreePredictionTransformer, ISavableTransformer<BinaryTreeTransformer>
{
    internal BinaryTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavableTransformer<BinaryTreeTransformer>.Kind => "binary-trees";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Binary;

    void ISavableTransformer.SaveState(ComponentWriter writer) => TreeState.Save(writer, Model, FeatureColumnName);

    static BinaryTreeTransformer ISavableTransformer<BinaryTreeTransformer>.LoadState(ComponentReader reader)
    {
        var (model, column) = TreeState.LoadSingle(reader);
        return new BinaryTreeTransformer(model, column);
    }
}
