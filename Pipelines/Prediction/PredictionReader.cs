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

    /// <summary>The names of the classes, in the order of the scores, or of false and true; null for a number.</summary>
    public virtual IReadOnlyList<string>? ClassNames => null;

    /// <summary>The reader that a schema calls for.</summary>
    /// <exception cref="InvalidOperationException">The schema has no score of a class or of a number.</exception>
    public static PredictionReader Of(DataViewSchema schema, IReadOnlyList<string>? classNames)
    {
        if (ScoreOfClasses(schema) is { } classes)
            return new OneOfSeveral(NamesOf(ClassValues.Of(schema, classes), classNames));
        if (IsTrueOrFalse(schema))
        {
            return new TrueOrFalse(
                schema.GetColumnOrNull(OutputColumns.Probability) is not null,
                classNames is { Count: 2 } ? classNames : ["false", "true"]);
        }

        if (schema.GetColumnOrNull(OutputColumns.Score) is { } score && score.Type == NumberDataViewType.Single)
            return new Number();
        throw new InvalidOperationException(
            $"The pipeline does not end in a classification or a regression: its output needs a column '{OutputColumns.Score}' of Single "
                + $"or of a vector of them; it has {NeededTransformers.Names(schema)}.");
    }

    /// <summary>Refuses names that are not those of the classes that a schema's score is of.</summary>
    /// <exception cref="ArgumentException">Not as many names as classes, or labels that are no class numbers from 0.</exception>
    public static void RequireNames(DataViewSchema schema, IReadOnlyList<string>? classNames)
    {
        if (classNames is null)
            return;
        var names = KeyOrder.List(classNames);
        if (ScoreOfClasses(schema) is { } score)
        {
            var values = ClassValues.Of(schema, score);
            if (!values.AreKnown && values.Names.Length != classNames.Count)
            {
                throw new ArgumentException(
                    $"There are {classNames.Count} class names ({names}) for {values.Names.Length} classes, whose label keys stand for no "
                    + "values: give a name for each class, in the order of the keys.",
                    nameof(classNames));
            }

            if (values.Numbers is { } numbers && numbers.Any(number => number >= classNames.Count))
            {
                throw new ArgumentException(
                    $"The class names ({names}) are for the class numbers from 0 to {classNames.Count - 1}; the values of the label are "
                    + $"{KeyOrder.List(values.Names)}. Give a name for each number from 0, or none.",
                    nameof(classNames));
            }
        }
        else if (IsTrueOrFalse(schema) && classNames.Count != 2)
        {
            throw new ArgumentException(
                $"There are {classNames.Count} class names ({names}) for a label that is false or true: give two, that of false first.",
                nameof(classNames));
        }
    }

    /// <summary>Makes what reads the prediction of the row that the output stands at.</summary>
    public abstract Func<RecordPrediction> CreateReader(DataViewRow output);

    /// <summary>The column of scores, one for each class; null where the prediction is another.</summary>
    private static DataViewSchema.Column? ScoreOfClasses(DataViewSchema schema) =>
        schema.GetColumnOrNull(OutputColumns.Score) is { Type: VectorDataViewType { IsKnownSize: true } vector } score
            && vector.ItemType == NumberDataViewType.Single
            && KindOf(score) is null or AnnotationKinds.MulticlassClassification
            ? score
            : null;

    private static bool IsTrueOrFalse(DataViewSchema schema) =>
        schema.GetColumnOrNull(OutputColumns.Score) is { } score && score.Type == NumberDataViewType.Single
        && schema.GetColumnOrNull(OutputColumns.PredictedLabel) is { Type: BooleanDataViewType };

    private static string? KindOf(DataViewSchema.Column score)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnKind) is not { Type: TextDataViewType } kind)
            return null;
        ReadOnlyMemory<char> text = default;
        score.Annotations.GetGetter<ReadOnlyMemory<char>>(kind)(ref text);
        return text.ToString();
    }

    /// <summary>
    /// The classes' names: those of the label's values, or in place of class numbers the given ones, where each number has one.
    /// </summary>
    private static string[] NamesOf(ClassValues values, IReadOnlyList<string>? given) =>
        given is not null && values.Numbers is { } numbers && numbers.All(number => number < given.Count)
            ? Array.ConvertAll(numbers, number => given[number])
            : values.Names;

    private static float Finite(float score) => float.IsFinite(score)
        ? score
        : throw new InvalidOperationException(
            $"The pipeline gives this record the score {score.ToString(CultureInfo.InvariantCulture)}: "
                + "one of its values is missing or not finite.");

    /// <summary>What the label's keys stand for, class by class.</summary>
    /// <param name="Names">The values; the class numbers from 0 where the keys stand for none.</param>
    /// <param name="AreKnown">Whether the keys stand for values.</param>
    private sealed record ClassValues(string[] Names, bool AreKnown)
    {
        /// <summary>The classes' numbers; null where their values are no whole numbers from 0.</summary>
        public int[]? Numbers
        {
            get
            {
                var numbers = new int[Names.Length];
                for (var i = 0; i < numbers.Length; i++)
                {
                    if (!int.TryParse(Names[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                        return null;
                }

                return numbers;
            }
        }

        public static ClassValues Of(DataViewSchema schema, DataViewSchema.Column score)
        {
            var classes = ((VectorDataViewType)score.Type).Size;
            var values = LabelValues.Read(score.Annotations, AnnotationKinds.TrainingLabelValues)
                ?? LabelValues.Read(score.Annotations, AnnotationKinds.SlotNames)
                ?? (
                    schema.GetColumnOrNull(OutputColumns.PredictedLabel) is { } predicted
                        ? LabelValues.Read(predicted.Annotations, AnnotationKinds.KeyValues) : null);
            return values is { } known && known.Names.Count == classes
                ? new ClassValues([.. known.Names], AreKnown: true)
                : new ClassValues(
                    [.. Enumerable.Range(0, classes).Select(number => number.ToString(CultureInfo.InvariantCulture))], AreKnown: false);
        }
    }

    private sealed class OneOfSeveral(string[] names) : PredictionReader(OutputColumns.Score)
    {
        public override IReadOnlyList<string> ClassNames => names;

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
        public override IReadOnlyList<string> ClassNames => names;

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
