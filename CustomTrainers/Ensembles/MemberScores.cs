using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>What an ensemble predicts.</summary>
internal enum EnsembleOutput
{
    /// <summary>Probabilities of classes.</summary>
    Classes,

    /// <summary>The probabilities of false and of true.</summary>
    Truth,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>
/// The scores of a member's model in the order of the ensemble: which column they are in, and how they are read and checked. Classes are
/// found by the values of their keys, so that a member may number them as it likes.
/// </summary>
internal sealed class MemberScores
{
    /// <summary>How far the sum of a row's probabilities may be from 1.</summary>
    private const double SumTolerance = 0.01;

    private readonly string _member;
    private readonly EnsembleOutput _output;
    private readonly int[]? _places;
    private readonly bool[]? _known;

    private MemberScores(string member, EnsembleOutput output, DataViewSchema.Column column, int[]? places, bool[]? known)
    {
        _member = member;
        _output = output;
        Column = column;
        _places = places;
        _known = known;
    }

    /// <summary>The column that the scores are in.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>Finds the column.</summary>
    /// <param name="member">What errors call the member.</param>
    /// <param name="output">What is predicted.</param>
    /// <param name="schema">The schema of the member's predictions.</param>
    /// <param name="classes">The classes of the ensemble.</param>
    /// <param name="labels">Their values; null where they stand for none.</param>
    /// <param name="known">For each class whether the model was trained on rows of it; the others get 0. Null where it knows
    /// all.</param>
    /// <exception cref="InvalidOperationException">There is no such column, or its type or its classes do not fit.</exception>
    public static MemberScores Find(
        string member, EnsembleOutput output, DataViewSchema schema, int classes, LabelValues? labels, bool[]? known)
    {
        var name = output == EnsembleOutput.Truth ? OutputColumnNames.Probability : OutputColumnNames.Score;
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new InvalidOperationException(
                $"Member '{member}' gives no column '{name}'; it gives {FeatureColumn.Names(schema)}."
                + (output == EnsembleOutput.Truth
                    ? " Use a trainer that gives probabilities, or append BinaryClassification.Calibrators.Platt to it."
                    : ""));
        }

        if (output != EnsembleOutput.Classes)
        {
            return column.Type == NumberDataViewType.Single
                ? new MemberScores(member, output, column, null, known)
                : throw new InvalidOperationException(
                    $"Member '{member}' gives {column.Type} in column '{name}', where Single was expected.");
        }

        return column.Type is VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } vector
            && item == NumberDataViewType.Single
            ? new MemberScores(member, output, column, Places(member, schema, column, vector.Size, classes, labels), known)
            : throw new InvalidOperationException(
                $"Member '{member}' gives {column.Type} in column '{name}', where a vector of Single of known size was expected.");
    }

    /// <summary>Makes the reader of the row's scores: [classes] probabilities that sum to 1, false and true, or the number.</summary>
    /// <exception cref="InvalidOperationException">The reader meets scores that are no probabilities, or not finite.</exception>
    public Action<Span<float>> Reader(DataViewRow row)
    {
        if (_output == EnsembleOutput.Classes)
            return ClassReader(row);
        var getter = row.GetGetter<float>(Column);
        var value = 0f;
        return target =>
        {
            getter(ref value);
            if (_output == EnsembleOutput.Number ? !float.IsFinite(value) : !(value is >= 0 and <= 1))
                throw Bad(row, $"{value}", _output == EnsembleOutput.Number ? "a finite number" : "a probability from 0 to 1");
            if (_output == EnsembleOutput.Number)
                target[0] = value;
            else
                Truth(value, target);
        };
    }

    /// <summary>What <see cref="Reader"/> gives, as ONNX operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scores">[batch, …] of float: the column.</param>
    /// <param name="outputs">Classes of the ensemble, 2 for false and true, 1 for a number.</param>
    /// <returns>[batch, outputs] of double.</returns>
    public OnnxValue ToOnnx(OnnxGraph graph, OnnxValue scores, int outputs)
    {
        if (_output == EnsembleOutput.Number)
            return graph.Cast(scores, OnnxType.Double);
        if (_output == EnsembleOutput.Truth)
        {
            var own = _known is [true, false] or [false, true]
                ? graph.Add(graph.Multiply(scores, graph.Number(0f)), graph.Number(_known[1] ? 1f : 0f))
                : scores;
            return graph.Cast(graph.Concat(1, graph.Subtract(graph.Number(1f), own), own), OnnxType.Double);
        }

        // [member's classes, classes]: 1 where a class of the member is one of the ensemble that it knows.
        var width = ((VectorDataViewType)Column.Type).Size;
        var places = new double[width * outputs];
        for (var i = 0; i < width; i++)
        {
            var place = _places is null ? i : _places[i];
            places[i * outputs + place] = _known is null || _known[place] ? 1 : 0;
        }

        var known = Array.ConvertAll(_known ?? [.. Enumerable.Repeat(true, outputs)], isKnown => isKnown ? 1.0 : 0);
        var counted = graph.Product(graph.Cast(scores, OnnxType.Double), graph.Constant(places, width, outputs));
        var sum = graph.Reduce("ReduceSum", counted, 1, keep: true);
        var isPositive = graph.Node("Greater", [sum, graph.Number(0.0)]);
        var shares = graph.Divide(counted, graph.Where(isPositive, sum, graph.Number(1.0)));
        var even = graph.Constant([.. known.Select(isKnown => isKnown / known.Sum())], 1, outputs);
        return graph.Cast(graph.Cast(graph.Where(isPositive, shares, even), OnnxType.Single), OnnxType.Double);
    }

    /// <summary>A model that was trained on one of the two alone says that it is always so.</summary>
    private void Truth(float probability, Span<float> target)
    {
        var own = _known is [true, false] ? 0 : _known is [false, true] ? 1 : probability;
        (target[0], target[1]) = (1 - own, own);
    }

    private Action<Span<float>> ClassReader(DataViewRow row)
    {
        var getter = row.GetGetter<VBuffer<float>>(Column);
        VBuffer<float> scores = default;
        var dense = new float[((VectorDataViewType)Column.Type).Size];
        return target =>
        {
            getter(ref scores);
            scores.CopyTo(dense);
            var sum = 0.0;
            foreach (var score in dense)
            {
                if (!(score >= 0))
                    throw NoProbabilities(row, dense);
                sum += score;
            }

            if (!(Math.Abs(sum - 1) <= SumTolerance))
                throw NoProbabilities(row, dense);
            target.Clear();
            for (var i = 0; i < dense.Length; i++)
                target[_places is null ? i : _places[i]] = dense[i];
            Normalize(target);
        };
    }

    /// <summary>Makes the sum of the known classes 1; nothing is known of them where it is 0.</summary>
    private void Normalize(Span<float> target)
    {
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            if (_known is not null && !_known[i])
                target[i] = 0;
            sum += target[i];
        }

        var known = _known?.Count(isKnown => isKnown) ?? target.Length;
        for (var i = 0; i < target.Length; i++)
            target[i] = sum > 0 ? (float)(target[i] / sum) : _known is null || _known[i] ? 1f / known : 0;
    }

    /// <summary>For each of the member's classes its place among those of the ensemble; null where they are the same.</summary>
    private static int[]? Places(
        string member, DataViewSchema schema, DataViewSchema.Column column, int size, int classes, LabelValues? labels)
    {
        if (labels is null || Names(schema, column, size) is not { } own)
        {
            return size == classes
                ? null
                : throw new InvalidOperationException(
                    $"Member '{member}' gives {size} scores for {classes} classes, and no names of classes to find them by.");
        }

        if (own.SequenceEqual(labels.Names))
            return null;
        var places = own.Select(name => IndexOf(labels.Names, name)).ToArray();
        return Array.TrueForAll(places, place => place >= 0) && places.Distinct().Count() == places.Length
            ? places
            : throw new InvalidOperationException(
                $"Member '{member}' predicts the classes {KeyOrder.Lists(own, "; the label has ", labels.Names)}. Let the member keep the "
                + "label's keys as they come.");
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return -1;
    }

    /// <summary>The names of the classes: ML.NET's trainers put them on the scores, on their slots, or on the predicted label.</summary>
    private static IReadOnlyList<string>? Names(DataViewSchema schema, DataViewSchema.Column column, int size)
    {
        LabelValues?[] found =
        [
            LabelValues.Read(column.Annotations, AnnotationKinds.TrainingLabelValues),
            LabelValues.Read(column.Annotations, AnnotationKinds.SlotNames),
            schema.GetColumnOrNull(OutputColumnNames.PredictedLabel) is { } predicted ? LabelValues.Read(predicted) : null,
        ];
        return Array.Find(found, values => values is not null && values.Names.Count == size)?.Names;
    }

    private InvalidOperationException NoProbabilities(DataViewRow row, float[] scores) => Bad(
        row, string.Join(", ", scores.Take(10)) + (scores.Length > 10 ? " and more" : ""),
        "probabilities of classes that sum to 1 (a trainer with the softmax, or one-versus-all with probabilities)");

    private InvalidOperationException Bad(DataViewRow row, string found, string expected) => new(
        $"Member '{_member}' gives {found} in column '{Column.Name}' for the row at position {row.Position}, where {expected} was "
        + "expected.");
}
