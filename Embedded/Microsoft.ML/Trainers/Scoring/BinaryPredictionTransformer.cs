using Microsoft.ML.Saving;
using Microsoft.ML.Trainers.Scoring;

namespace Microsoft.ML.Data;

/// <summary>Adds the predictions of a trained binary classifier: PredictedLabel, Score and, for a calibrated one, Probability.</summary>
public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal BinaryPredictionTransformer(
        TModel model, string featureColumnName, DataViewType featureColumnType, float threshold = 0, string thresholdColumn = DefaultColumnNames.Score)
        : base(model, featureColumnName, featureColumnType)
    {
        Threshold = threshold;
        ThresholdColumn = thresholdColumn;
    }

    /// <summary>What must be exceeded for a positive prediction.</summary>
    internal float Threshold { get; }

    /// <summary>The column that the threshold is for: Score or Probability.</summary>
    internal string ThresholdColumn { get; }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ScoringSaving.Save(ctx, BinaryPredictionTransformerLoading.Signature, this);
        ctx.Writer.Write(Threshold);
        ctx.Writer.Write(ThresholdColumn);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) =>
        new BinaryScoreMapper(inputSchema, FeatureColumnName, (IValueScorer)Model, Threshold, ThresholdColumn);
}
