using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Harness;

/// <summary>Rows with their labels and with predictions that no model makes, in the columns that ML.NET's evaluators read.</summary>
internal static class PredictedRows
{
    /// <summary>The rows of a split.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="data">The data set.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="predictions">[rows, width] as <see cref="SplitPredictions"/> has them.</param>
    public static IDataView Of(MLContext ml, DataSet data, MatrixDataView rows, float[] predictions)
    {
        switch (data.Task)
        {
            case LearningTask.Regression:
                return ml.Data.LoadFromEnumerable(
                    predictions.Select((number, row) => new NumberRow { Label = rows.GetLabel(row), Score = number }).ToList());
            case LearningTask.Binary:
                return ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows.RowCount).Select(row => new TruthRow
                {
                    Label = rows.GetClass(row) == 1,
                    Score = LogOdds(predictions[(2 * row) + 1], predictions[2 * row]),
                    Probability = predictions[(2 * row) + 1],
                    PredictedLabel = predictions[(2 * row) + 1] > predictions[2 * row],
                }).ToList());
            default:
                var classes = data.ClassCount;
                var schema = SchemaDefinition.Create(typeof(ClassRow));
                var key = new KeyDataViewType(typeof(uint), classes);
                schema[Columns.Label].ColumnType = key;
                schema[Columns.PredictedLabel].ColumnType = key;
                schema[Columns.Score].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
                return ml.Data.LoadFromEnumerable(
                    predictions.Chunk(classes).Select((shares, row) => new ClassRow
                    {
                        Label = (uint)rows.GetClass(row),
                        Score = shares,
                        PredictedLabel = (uint)Array.IndexOf(shares, shares.Max()),
                    }).ToList(), schema);
        }
    }

    /// <summary>0 where both are as likely, as evaluators expect it, and finite.</summary>
    private static float LogOdds(float probability, float other) =>
        MathF.Log(MathF.Max(probability, 1e-37f)) - MathF.Log(MathF.Max(other, 1e-37f));

    private sealed class NumberRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    private sealed class TruthRow
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    /// <summary>Classes are counted from 0 here; ML.NET makes keys of them.</summary>
    private sealed class ClassRow
    {
        public uint Label { get; set; }

        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }
}
