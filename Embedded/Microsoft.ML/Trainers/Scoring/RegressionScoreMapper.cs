using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Scoring;

/// <summary>Adds Score.</summary>
internal sealed class RegressionScoreMapper(DataViewSchema inputSchema, string featureColumnName, IValueScorer scorer)
    : ScoreMapper(inputSchema, featureColumnName, scorer)
{
    public override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSetId(SetId);
        annotations.AddText(AnnotationKinds.ScoreColumnKind, AnnotationKinds.ScoreColumnKinds.Regression);
        annotations.AddText(AnnotationKinds.ScoreValueKind, AnnotationKinds.ScoreValueKinds.Score);
        return [new DataViewSchema.DetachedColumn(DefaultColumnNames.Score, NumberDataViewType.Single, annotations.ToAnnotations())];
    }

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        ValueGetter<VBuffer<float>> getFeatures = input.GetGetter<VBuffer<float>>(FeatureColumn);
        VBuffer<float> features = default;
        return
        [
            (ValueGetter<float>)((ref float destination) =>
            {
                getFeatures(ref features);
                CheckLength(in features, input);
                destination = scorer.Score(in features);
            }),
        ];
    }
}
