using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>Trained trees that predict a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionTreeTransformer : TreePredictionTransformer, ISavable<RegressionTreeTransformer>
{
    internal RegressionTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavable<RegressionTreeTransformer>.Kind => "regression-trees";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;

    void ISavable.SaveState(ComponentWriter writer)
    {
        FeatureColumnState.Save(writer, FeatureColumnName);
        TreeState.Save(writer, Model);
    }

    static RegressionTreeTransformer ISavable<RegressionTreeTransformer>.LoadState(ComponentReader reader)
    {
        var (result, features) = TreeState.LoadSingle(reader);
        return new RegressionTreeTransformer(new TreeModel(result, features), FeatureColumnState.Load(reader));
    }
}
