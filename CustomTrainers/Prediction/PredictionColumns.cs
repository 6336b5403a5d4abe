using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>The columns that predictions of each task add, with the names, types and annotations of ML.NET's own trainers.</summary>
internal static class PredictionColumns
{
    /// <summary><c>Score</c>, a number in the target's units.</summary>
    public static IReadOnlyList<AddedColumn<TState>> Regression<TState>()
        where TState : class, IRowScores =>
    [
        new(
            OutputColumnNames.Score, NumberDataViewType.Single,
            input => Annotate(input, AnnotationKinds.Regression, OutputColumnNames.Score).ToAnnotations(),
            scorer => (ValueGetter<float>)((ref float value) => value = scorer.Scores[0])),
    ];

    /// <summary>
    /// <c>PredictedLabel</c> (whether true is the more probable), <c>Score</c> (the logit of true) and <c>Probability</c> (of true), of the
    /// two probabilities of false and true.
    /// </summary>
    public static IReadOnlyList<AddedColumn<TState>> Binary<TState>()
        where TState : class, IRowScores
    {
        return
        [
            new(
                OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance,
                input => AnnotateTruth(input, OutputColumnNames.PredictedLabel).ToAnnotations(),
                scorer => (ValueGetter<bool>)((ref bool value) => value = Logit(scorer.Scores) > 0)),
            new(
                OutputColumnNames.Score, NumberDataViewType.Single,
                input => AnnotateTruth(input, OutputColumnNames.Score).ToAnnotations(),
                scorer => (ValueGetter<float>)((ref float value) => value = Logit(scorer.Scores))),
            new(
                OutputColumnNames.Probability, NumberDataViewType.Single, AnnotateProbability,
                scorer => (ValueGetter<float>)((ref float value) => value = scorer.Scores[1])),
        ];

        static DataViewSchema.Annotations.Builder AnnotateTruth(DataViewSchema input, string valueKind) =>
            Annotate(input, AnnotationKinds.BinaryClassification, valueKind);

        static DataViewSchema.Annotations AnnotateProbability(DataViewSchema input)
        {
            var annotations = AnnotateTruth(input, OutputColumnNames.Probability);
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            return annotations.ToAnnotations();
        }

        // A probability of 0 or 1 has no finite logit; float's least number above 0 stands for 0.
        static float Logit(ReadOnlySpan<float> scores) =>
            (float)(Math.Log(Math.Max(scores[1], float.Epsilon)) - Math.Log(Math.Max(scores[0], float.Epsilon)));
    }

    /// <summary><c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class probabilities).</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The values of the label's keys; null where they stand for none.</param>
    public static IReadOnlyList<AddedColumn<TState>> Multiclass<TState>(int classes, LabelValues? labels)
        where TState : class, IRowScores
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

    /// <summary>Adds the columns of <see cref="Regression"/> to an ONNX graph.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="scores">[batch, 1] of float.</param>
    public static void AddRegression(OnnxColumns columns, OnnxValue scores) =>
        columns.Add(OutputColumnNames.Score, NumberDataViewType.Single, scores);

    /// <summary>Adds the columns of <see cref="Binary"/> to an ONNX graph.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="scores">[batch, 2] of float: the probabilities of false and true.</param>
    public static void AddBinary(OnnxColumns columns, OnnxValue scores)
    {
        var logarithms = columns.Apply("Log", columns.Max(columns.Cast(scores, OnnxType.Double), columns.Number((double)float.Epsilon)));
        var logit = columns.Cast(
            columns.Subtract(columns.Columns(logarithms, [1]), columns.Columns(logarithms, [0])), OnnxType.Single);
        columns.Add(
            OutputColumnNames.PredictedLabel, BooleanDataViewType.Instance, columns.Node("Greater", [logit, columns.Number(0f)]));
        columns.Add(OutputColumnNames.Score, NumberDataViewType.Single, logit);
        columns.Add(OutputColumnNames.Probability, NumberDataViewType.Single, columns.Columns(scores, [1]));
    }

    /// <summary>Adds the columns of <see cref="Multiclass"/> to an ONNX graph.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="scores">[batch, classes] of float.</param>
    /// <param name="classes">Number of classes.</param>
    public static void AddMulticlass(OnnxColumns columns, OnnxValue scores, int classes)
    {
        var best = columns.Node("ArgMax", [scores], OnnxSetting.Of("axis", 1), OnnxSetting.Of("keepdims", 1));
        var key = columns.Cast(columns.Add(best, columns.Number(1L)), OnnxType.UInt32);
        columns.Add(OutputColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), classes), key);
        columns.Add(OutputColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, classes), scores);
    }

    private static DataViewSchema.Annotations.Builder Annotate(DataViewSchema input, string columnKind, string valueKind) =>
        ScoreAnnotations.Builder(ScoreAnnotations.NextSetId(input), columnKind, valueKind);

    private static ValueGetter<VBuffer<float>> VectorGetter(IRowScores scorer) =>
        (ref VBuffer<float> value) =>
        {
            var scores = scorer.Scores;
            var editor = VBufferEditor.Create(ref value, scores.Length);
            scores.CopyTo(editor.Values);
            value = editor.Commit();
        };

    /// <summary>The key (1-based) of the largest score, the first of equals; 0, the missing key, where the scores are NaN.</summary>
    private static ValueGetter<uint> KeyGetter(IRowScores scorer) =>
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
