using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

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

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; } =
    [
        new AddedColumn<RowScorer>(OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance, input => Annotate(input, AnnotationKinds.PredictedLabelValue), PredictedLabelGetter),
        new AddedColumn<RowScorer>(OutputColumnNames.Score, NumberDataViewType.Single, input => Annotate(input, AnnotationKinds.ScoreValue), RowScorer.FirstScore),
        new AddedColumn<RowScorer>(OutputColumnNames.Probability, NumberDataViewType.Single, input => Annotate(input, AnnotationKinds.ProbabilityValue), ProbabilityGetter),
    ];

    private static DataViewSchema.Annotations Annotate(DataViewSchema input, string valueKind)
    {
        var annotations = ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), AnnotationKinds.BinaryClassification, valueKind);
        if (valueKind == AnnotationKinds.ProbabilityValue)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return annotations.ToAnnotations();
    }

    private static ValueGetter<bool> PredictedLabelGetter(RowScorer scorer) => (ref bool value) => value = scorer.Scores[0] > 0;

    private static ValueGetter<float> ProbabilityGetter(RowScorer scorer) => (ref float value) => value = 1 / (1 + MathF.Exp(-scorer.Scores[0]));
}
