using Microsoft.ML.Data;

namespace Microsoft.ML.Evaluation;

/// <summary>Goes over scored data once and computes its <see cref="RegressionMetrics"/>.</summary>
internal static class RegressionEvaluator
{
    public static RegressionMetrics Evaluate(IDataView data, string labelColumnName, string scoreColumnName)
    {
        Check.NotNull(data);
        DataViewSchema.Column labelColumn = EvaluatedColumns.FindSingle(data.Schema, "label", labelColumnName);
        DataViewSchema.Column scoreColumn = EvaluatedColumns.FindSingle(data.Schema, "score", scoreColumnName);

        var accumulator = new RegressionAccumulator();
        using DataViewRowCursor cursor = data.GetRowCursor([labelColumn, scoreColumn]);
        ValueGetter<float> getLabel = cursor.GetGetter<float>(labelColumn), getScore = cursor.GetGetter<float>(scoreColumn);
        float label = 0, score = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            getScore(ref score);
            accumulator.Add(label, score);
        }

        return accumulator.ToMetrics();
    }
}
