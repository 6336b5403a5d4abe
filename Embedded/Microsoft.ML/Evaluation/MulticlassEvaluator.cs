using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>
/// Goes over scored data once and computes its <see cref="MulticlassClassificationMetrics"/>. Rows without a label, with a label that
/// is negative or no whole number, or with a score that is not finite do not count.
/// </summary>
internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(IDataView data, string label, string score, string predictedLabel, int topK)
    {
        Check.NotNull(data);
        Check.Param(topK >= 0, "topKPredictionCount", $"Must be non-negative, not {topK}.");
        DataViewSchema.Column labelColumn = EvaluatedColumns.Find(data.Schema, "label", label);
        DataViewSchema.Column scoreColumn = EvaluatedColumns.Find(data.Schema, "score", score);
        EvaluatedColumns.Find(data.Schema, "predicted label", predictedLabel);
        if (scoreColumn.Type is not VectorDataViewType { Size: >= 2 } scoreType || scoreType.ItemType != NumberDataViewType.Single)
            throw EvaluatedColumns.Mismatch("score", scoreColumn, "vector of two or more items of type Single");
        if (labelColumn.Type != NumberDataViewType.Single && labelColumn.Type is not KeyDataViewType)
            throw EvaluatedColumns.Mismatch("label", labelColumn, "Single or Key");
        Check.Param(topK <= scoreType.Size + 1, "topKPredictionCount", $"Must be at most the number of classes and one, {scoreType.Size + 1}, not {topK}.");

        var accumulator = new MulticlassAccumulator(ClassNames(scoreColumn, scoreType.Size), topK);
        using DataViewRowCursor cursor = data.GetRowCursor([labelColumn, scoreColumn]);
        ValueGetter<float> getLabel = LabelGetter.Create(cursor, labelColumn);
        ValueGetter<VBuffer<float>> getScores = cursor.GetGetter<VBuffer<float>>(scoreColumn);
        float labelValue = 0;
        VBuffer<float> scores = default;
        float[] dense = new float[scoreType.Size];
        while (cursor.MoveNext())
        {
            getLabel(ref labelValue);
            if (!(labelValue >= 0) || labelValue != (int)labelValue)
                continue;
            getScores(ref scores);
            if (scores.Length != dense.Length)
                throw new InvalidOperationException($"Column '{score}' has {scores.Length} scores in row {cursor.Position}, but its type says {dense.Length}.");
            scores.CopyTo(dense);
            if (TensorPrimitives.IsFiniteAll<float>(dense))
                accumulator.Add((int)labelValue, dense);
        }

        return accumulator.ToMetrics();
    }

    private static string[] ClassNames(DataViewSchema.Column score, int classes)
    {
        if (!score.HasSlotNames())
            return [.. Enumerable.Range(0, classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
