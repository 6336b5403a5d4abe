using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;
using OutputColumns = MlPipelines.Pipelines.Preprocessing.Columns;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>Reads what a pipeline's output says of a row: a class among several, true or false, or a number.</summary>
internal abstract class PredictionReader
{
    private PredictionReader(params IReadOnlyList<string> columns) => Columns = columns;

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The reader that a schema calls for.</summary>
    /// <exception cref="InvalidOperationException">The schema has no score of a class or of a number.</exception>
    public static PredictionReader Of(DataViewSchema schema, IReadOnlyList<string>? classNames)
    {
        if (schema.GetColumnOrNull(OutputColumns.Score) is { } score)
        {
            var kind = KindOf(score);
            if (score.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single
                && kind is null or AnnotationKinds.MulticlassClassification)
            {
                return new OneOfSeveral(NamesOf(score, schema, ((VectorDataViewType)score.Type).Size, classNames));
            }

            if (score.Type == NumberDataViewType.Single
                && schema.GetColumnOrNull(OutputColumns.PredictedLabel) is { Type: BooleanDataViewType })
            {
                return new TrueOrFalse(
                    schema.GetColumnOrNull(OutputColumns.Probability) is not null,
                    classNames is { Count: 2 } ? classNames : ["false", "true"]);
            }

            if (score.Type == NumberDataViewType.Single)
                return new Number();
        }

        throw new InvalidOperationException(
            $"The pipeline does not end in a classification or a regression: its output needs a column '{OutputColumns.Score}' of Single "
                + $"or of a vector of them; it has {NeededTransformers.Names(schema)}.");
    }

    /// <summary>Makes what reads the prediction of the row that the output stands at.</summary>
    public abstract Func<RecordPrediction> CreateReader(DataViewRow output);

    private static string? KindOf(DataViewSchema.Column score)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnKind) is not { Type: TextDataViewType } kind)
            return null;
        ReadOnlyMemory<char> text = default;
        score.Annotations.GetGetter<ReadOnlyMemory<char>>(kind)(ref text);
        return text.ToString();
    }

    /// <summary>The classes' names: those of the label's values, or in place of class numbers the given ones.</summary>
    private static string[] NamesOf(DataViewSchema.Column score, DataViewSchema schema, int classes, IReadOnlyList<string>? given)
    {
        var values = LabelValues.Read(score.Annotations, AnnotationKinds.TrainingLabelValues)
            ?? LabelValues.Read(score.Annotations, AnnotationKinds.SlotNames)
            ?? (
                schema.GetColumnOrNull(OutputColumns.PredictedLabel) is { } predicted
                    ? LabelValues.Read(predicted.Annotations, AnnotationKinds.KeyValues) : null);
        var names = values is { } known && known.Names.Count == classes
            ? [.. known.Names]
            : Enumerable.Range(1, classes).Select(key => key.ToString(CultureInfo.InvariantCulture)).ToArray();
        return given is null ? names : Array.ConvertAll(names, name => NameOf(name, given));
    }

    private static string NameOf(string number, IReadOnlyList<string> names) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < names.Count ? names[index]
            : number;

    private static float Finite(float score) => float.IsFinite(score)
        ? score
        : throw new InvalidOperationException(
            $"The pipeline gives this record the score {score.ToString(CultureInfo.InvariantCulture)}: "
                + "one of its values is missing or not finite.");

    private sealed class OneOfSeveral(string[] names) : PredictionReader(OutputColumns.Score)
    {
        public override Func<RecordPrediction> CreateReader(DataViewRow output)
        {
            var getter = output.GetGetter<VBuffer<float>>(output.Schema[OutputColumns.Score]);
            VBuffer<float> buffer = default;
            return () =>
            {
                getter(ref buffer);
                var scores = buffer.DenseValues().Select((score, i) => new ClassScore(names[i], Finite(score)))
                    .OrderByDescending(score => score.Score).ToArray();
                return new RecordPrediction(scores[0].Label, null, scores);
            };
        }
    }

    private sealed class TrueOrFalse(bool hasProbability, IReadOnlyList<string> names)
        : PredictionReader(
            [OutputColumns.Score, OutputColumns.PredictedLabel, .. hasProbability ? (string[])[OutputColumns.Probability] : []])
    {
        public override Func<RecordPrediction> CreateReader(DataViewRow output)
        {
            var getScore = output.GetGetter<float>(output.Schema[OutputColumns.Score]);
            var getLabel = output.GetGetter<bool>(output.Schema[OutputColumns.PredictedLabel]);
            var getProbability = hasProbability ? output.GetGetter<float>(output.Schema[OutputColumns.Probability]) : null;
            return () =>
            {
                var (score, label, probability) = (0f, false, 0f);
                getScore(ref score);
                getLabel(ref label);
                if (getProbability is null)
                    return new RecordPrediction(names[label ? 1 : 0], Finite(score), []);
                getProbability(ref probability);
                var (yes, no) = (new ClassScore(names[1], Finite(probability)), new ClassScore(names[0], 1 - probability));
                return new RecordPrediction(
                    names[label ? 1 : 0], null, no.Score > yes.Score || (no.Score == yes.Score && !label) ? [no, yes] : [yes, no]);
            };
        }
    }

    private sealed class Number() : PredictionReader(OutputColumns.Score)
    {
        public override Func<RecordPrediction> CreateReader(DataViewRow output)
        {
            var getter = output.GetGetter<float>(output.Schema[OutputColumns.Score]);
            return () =>
            {
                var score = 0f;
                getter(ref score);
                return new RecordPrediction(null, Finite(score), []);
            };
        }
    }
}
