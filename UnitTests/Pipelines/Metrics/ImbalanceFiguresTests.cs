using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Pipelines.Metrics;

[TestClass]
public sealed class ImbalanceFiguresTests
{
    private sealed class Row
    {
        public int Label { get; set; }

        public int PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }

    /// <summary>The metrics of predictions given as pairs of actual and predicted class.</summary>
    private static Dictionary<string, double> Metrics(params (int Actual, int Predicted)[] pairs)
    {
        var ml = new MLContext(1);
        var definition = Microsoft.ML.Data.SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Score)].ColumnType = new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Single, 3);
        var rows = ml.Data.LoadFromEnumerable(pairs.Select(pair =>
        {
            var scores = new float[] { 0.1f, 0.1f, 0.1f };
            scores[pair.Predicted] = 0.8f;
            return new Row { Label = pair.Actual, PredictedLabel = pair.Predicted, Score = scores };
        }).ToList(), definition);
        var keys = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(value => new Key { Value = value }));
        var mapped = ml.Transforms.Conversion.MapValueToKey("Label", keyData: keys)
            .Append(ml.Transforms.Conversion.MapValueToKey("PredictedLabel", keyData: keys))
            .Fit(rows).Transform(rows);
        return SplitMetrics.Of(ml, LearningTask.Multiclass, "test", mapped).Values
            .ToDictionary(metric => metric.Metric, metric => metric.Value);
    }

    private sealed class Key
    {
        public int Value { get; set; }
    }

    [TestMethod]
    public void Evaluate_ThreeClasses_GivesFiguresWorkedByHand()
    {
        // counts, actual by predicted: [2 1 0; 0 2 0; 1 0 1]
        var metrics = Metrics((0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (2, 0), (2, 2));

        double f0 = 2.0 * 2 / (3 + 3), f1 = 2.0 * 2 / (2 + 3), f2 = 2.0 * 1 / (2 + 1);
        Assert.AreEqual((f0 + f1 + f2) / 3, metrics["macro-f1"], 1e-12);
        var expected = ((5 * 7) - ((3 * 3) + (2 * 3) + (2 * 1))) / Math.Sqrt((49 - (9 + 9 + 1)) * (double)(49 - (9 + 4 + 4)));
        Assert.AreEqual(expected, metrics["mcc"], 1e-12);
        Assert.AreEqual(Math.Abs(0.8 - (5.0 / 7)), metrics["calibration-error"], 1e-6);
    }

    [TestMethod]
    public void Evaluate_OneClassPredicted_HasNoCorrelation()
    {
        var metrics = Metrics((0, 0), (0, 0), (0, 0), (1, 0));

        Assert.AreEqual(0, metrics["mcc"]);
        Assert.AreEqual(((2.0 * 3 / 7) + 0) / 2, metrics["macro-f1"], 1e-12);
        Assert.AreEqual(0.75, metrics["accuracy"]);
    }
}
