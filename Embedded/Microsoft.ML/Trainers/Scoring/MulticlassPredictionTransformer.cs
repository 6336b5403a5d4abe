using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Data;

/// <summary>Adds the predictions of a trained multiclass classifier: PredictedLabel and Score.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal MulticlassPredictionTransformer(
        TModel model, string featureColumnName, DataViewType featureColumnType, DataViewSchema.Annotations? labelAnnotations)
        : base(model, featureColumnName, featureColumnType)
    {
        LabelAnnotations = labelAnnotations;
    }

    /// <summary>What was known of the label column in training.</summary>
    internal DataViewSchema.Annotations? LabelAnnotations { get; }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ScoringSaving.Save(ctx, MulticlassPredictionTransformerLoading.Signature, this);
        ctx.Writer.Write(LabelAnnotations is not null);
        if (LabelAnnotations is not null)
            SchemaSaving.WriteAnnotations(ctx.Writer, LabelAnnotations);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) =>
        new MulticlassScoreMapper(inputSchema, FeatureColumnName, (IVectorScorer)Model, LabelAnnotations);
}
