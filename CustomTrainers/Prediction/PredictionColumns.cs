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
        new(
            OutputColumnNames.Score, NumberDataViewType.Single,
            input => Annotate(input, AnnotationKinds.Regression, OutputColumnNames.Score).ToAnnotations(), RowScorer.FirstScore),
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
            var annotations = Annotate(input, AnnotationKinds.MulticlassClassification, OutputColumnNames.PredictedLabel);
            labels?.AddTo(annotations, AnnotationKinds.KeyValues);
            return annotations.ToAnnotations();
        }

        DataViewSchema.Annotations AnnotateScore(DataViewSchema input)
        {
            var annotations = Annotate(input, AnnotationKinds.MulticlassClassification, OutputColumnNames.Score);
            labels?.AddTo(annotations, AnnotationKinds.TrainingLabelValues);
            if (labels is { IsText: true })
                labels.AddTo(annotations, AnnotationKinds.SlotNames);
            return annotations.ToAnnotations();
        }
    }

    private static DataViewSchema.Annotations.Builder Annotate(DataViewSchema input, string columnKind, string valueKind) =>
        ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), columnKind, valueKind);

    private static ValueGetter<VBuffer<float>> VectorGetter(RowScorer scorer) =>
        (ref VBuffer<float> value) =>
        {
            var scores = scorer.Scores;
            var editor = VBufferEditor.Create(ref value, scores.Length);
            scores.CopyTo(editor.Values);
            value = editor.Commit();
        };

    /// <summary>The key (1-based) of the largest score, the first of equals; 0, the missing key, where the scores are NaN.</summary>
    private static ValueGetter<uint> KeyGetter(RowScorer scorer) =>
        (ref uint value) =>
        {
            var scores = scorer.Scores;
            var best = float.NegativeInfinity;
            value = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                if (!(scores[i] > best))
                    continue;
                best = scores[i];
                value = (uint)i + 1;
            }
        };
}
