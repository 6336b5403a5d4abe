using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>Trained trees that predict a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionTreeTransformer : TreePredictionTransformer, ISavableTransformer<RegressionTreeTransformer>
{
    internal RegressionTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavableTransformer<RegressionTreeTransformer>.Kind => "regression-trees";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;

    void ISavableTransformer.SaveState(ComponentWriter writer) => TreeState.Save(writer, Model, FeatureColumnName);

    static RegressionTreeTransformer ISavableTransformer<RegressionTreeTransformer>.LoadState(ComponentReader reader)
    {
        var (model, column) = TreeState.LoadSingle(reader);
        return new RegressionTreeTransformer(model, column);
    }
}
