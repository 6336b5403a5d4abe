using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained multiclass network. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of
/// class probabilities, the softmax of the network's outputs, summing to 1).
/// </summary>
public sealed class MulticlassNetworkTransformer : NetworkPredictionTransformer
{
    private readonly LabelValues? _labels;

    internal MulticlassNetworkTransformer(NetworkModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns =
        [
            new AddedColumn<RowScorer>(
                OutputColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), model.OutputCount), AnnotatePredictedLabel, PredictedLabelGetter),
            new AddedColumn<RowScorer>(
                OutputColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, model.OutputCount), AnnotateScore, ScoreGetter),
        ];
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    private DataViewSchema.Annotations AnnotatePredictedLabel(DataViewSchema input)
    {
        var annotations = ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), AnnotationKinds.MulticlassClassification, AnnotationKinds.PredictedLabelValue);
        _labels?.AddTo(annotations, AnnotationKinds.KeyValues);
        return annotations.ToAnnotations();
    }

    private DataViewSchema.Annotations AnnotateScore(DataViewSchema input)
    {
        var annotations = ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), AnnotationKinds.MulticlassClassification, AnnotationKinds.ScoreValue);
        _labels?.AddTo(annotations, AnnotationKinds.TrainingLabelValues);
        if (_labels is { IsText: true }) _labels.AddTo(annotations, AnnotationKinds.SlotNames);
        return annotations.ToAnnotations();
    }

    private static ValueGetter<VBuffer<float>> ScoreGetter(RowScorer scorer)
        => (ref VBuffer<float> value) =>
        {
            var scores = scorer.Scores;
            var editor = VBufferEditor.Create(ref value, scores.Length);
            scores.CopyTo(editor.Values);
            value = editor.Commit();
        };

    /// <summary>The key (1-based) of the largest score, the first of equals; 0, the missing key, where the scores are NaN.</summary>
    private static ValueGetter<uint> PredictedLabelGetter(RowScorer scorer)
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
