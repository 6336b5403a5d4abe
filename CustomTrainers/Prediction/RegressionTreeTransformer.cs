using MlPipelines.CustomTrainers.Rows;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>Trained trees that predict a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionTreeTransformer : TreePredictionTransformer
{
    internal RegressionTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;
}
