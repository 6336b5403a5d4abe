using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Data;

/// <summary>Adds the predictions of a trained regression: Score.</summary>
public sealed class RegressionPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal RegressionPredictionTransformer(TModel model, string featureColumnName, DataViewType featureColumnType)
        : base(model, featureColumnName, featureColumnType)
    {
    }

    private protected override void SaveModel(ModelSaveContext ctx) => ScoringSaving.Save(ctx, RegressionPredictionTransformerLoading.Signature, this);

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) =>
        new RegressionScoreMapper(inputSchema, FeatureColumnName, (IValueScorer)Model);
}
