using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>The columns that predictions of each task add, with the names, types and annotations of ML.NET's own trainers.</summary>
internal static class PredictionColumns
{
    /// <summary><c>Score</c>, a number in the target's units.</summary>
    public static IReadOnlyList<AddedColumn<RowScorer>> Regression { get; } =
    [
        new(OutputColumnNames.Score, NumberDataViewType.Single, input => Annotate(input, AnnotationKinds.Regression, AnnotationKinds.ScoreValue).ToAnnotations(), RowScorer.FirstScore),
    ];

    /// <summary><c>PredictedLabel</c> (whether the score is above 0; false for a missing score), <c>Score</c> (a logit) and <c>Probability</c> (1 / (1 + exp(−score))).</summary>
    public static IReadOnlyList<AddedColumn<RowScorer>> Binary { get; } =
    [
        new(OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance, input => AnnotateBinary(input, AnnotationKinds.PredictedLabelValue).ToAnnotations(), TruthGetter),
        new(OutputColumnNames.Score, NumberDataViewType.Single, input => AnnotateBinary(input, AnnotationKinds.ScoreValue).ToAnnotations(), RowScorer.FirstScore),
        new(OutputColumnNames.Probability, NumberDataViewType.Single, AnnotateProbability, ProbabilityGetter),
    ];

    /// <summary><c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class probabilities).</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The values of the label's keys; null where they stand for none.</param>
    public static IReadOnlyList<AddedColumn<RowScorer>> Multiclass(int classes, LabelValues? labels)
    {
        return
        [
            new(OutputColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), classes), AnnotatePredictedLabel, KeyGetter),
            new(OutputColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, classes), AnnotateScore, VectorGetter),
        ];

        DataViewSchema.Annotations AnnotatePredictedLabel(DataViewSchema input)
        {
            var annotations = Annotate(input, AnnotationKinds.MulticlassClassification, AnnotationKinds.PredictedLabelValue);
            labels?.AddTo(annotations, AnnotationKinds.KeyValues);
            return annotations.ToAnnotations();
        }

        DataViewSchema.Annotations AnnotateScore(DataViewSchema input)
        {
            var annotations = Annotate(input, AnnotationKinds.MulticlassClassification, AnnotationKinds.ScoreValue);
            labels?.AddTo(annotations, AnnotationKinds.TrainingLabelValues);
            if (labels is { IsText: true }) labels.AddTo(annotations, AnnotationKinds.SlotNames);
            return annotations.ToAnnotations();
        }
    }

    private static DataViewSchema.Annotations.Builder Annotate(DataViewSchema input, string columnKind, string valueKind)
        => ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), columnKind, valueKind);

    private static DataViewSchema.Annotations.Builder AnnotateBinary(DataViewSchema input, string valueKind)
        => Annotate(input, AnnotationKinds.BinaryClassification, valueKind);

    private static DataViewSchema.Annotations AnnotateProbability(DataViewSchema input)
    {
        var annotations = AnnotateBinary(input, AnnotationKinds.ProbabilityValue);
        annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return annotations.ToAnnotations();
    }

    private static ValueGetter<bool> TruthGetter(RowScorer scorer) => (ref bool value) => value = scorer.Scores[0] > 0;

    private static ValueGetter<float> ProbabilityGetter(RowScorer scorer) => (ref float value) => value = 1 / (1 + MathF.Exp(-scorer.Scores[0]));

    private static ValueGetter<VBuffer<float>> VectorGetter(RowScorer scorer)
        => (ref VBuffer<float> value) =>
        {
            var scores = scorer.Scores;
            var editor = VBufferEditor.Create(ref value, scores.Length);
            scores.CopyTo(editor.Values);
            value = editor.Commit();
        };

    /// <summary>The key (1-based) of the largest score, the first of equals; 0, the missing key, where the scores are NaN.</summary>
    private static ValueGetter<uint> KeyGetter(RowScorer scorer)
        => (ref uint value) =>
        {
            var scores = scorer.Scores;
            var best = float.NegativeInfinity;
            value = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                if (!(scores[i] > best)) continue;
                best = scores[i];
                value = (uint)i + 1;
            }
        };
}
