using Microsoft.ML;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Pipelines.Metrics;

[TestClass]
public sealed class SplitMetricsTests
{
    [TestMethod]
    public void Evaluate_LabelsFarFromZero_KeepTheDigitsOfR2()
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(1);
        float[] labels = [.. Enumerable.Range(0, 1000).Select(_ => 1_000_000 + (float)random.NextDouble())];
        var rows = ml.Data.LoadFromEnumerable(
            labels.Select((label, i) => new Scored { Label = label, Score = label + (i % 2 == 0 ? 0.0625f : -0.0625f) }).ToList());

        var mean = labels.Average(label => (double)label);
        var expected = 1
            - (labels.Sum(label => Math.Pow(label + 0.0625f - (double)label, 2)) / labels.Sum(label => Math.Pow(label - mean, 2)));
        var found = SplitMetrics.Of(ml, LearningTask.Regression, "test", rows).Single(metric => metric.Metric == Metric.R2).Value;
        Assert.AreEqual(expected, found, 1e-3);
    }

    private sealed class Scored
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    private sealed class BinaryRow
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class RegressionRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    [TestMethod]
    public void Evaluate_Predictions_AreMadeOnce()
    {
        var ml = new MLContext(1);
        var passes = 0;
        var rows = new CancellableView(
            ml.Data.LoadFromEnumerable(
                Enumerable.Range(0, 20)
                    .Select(
                        i => new BinaryRow
                        {
                            Label = i % 2 == 0,
                            Probability = i / 20f,
                            Score = i
                            - 10,
                            PredictedLabel = i >= 10
                        })), CancellationToken.None, pass => passes = pass);

        var metrics = SplitMetrics.Of(ml, LearningTask.Binary, "test", rows).ToList();

        Assert.IsGreaterThan(5, metrics.Count);
        Assert.AreEqual(1, passes);
    }

    [TestMethod]
    public void Evaluate_Binary_GivesAccuracyAucF1AndLogLossInNats()
    {
        var ml = new MLContext(1);
        float[] probabilities = [0.9f, 0.6f, 0.4f, 0.2f];
        bool[] labels = [true, false, true, false];
        var rows = ml.Data.LoadFromEnumerable(labels.Select((label, index) => new BinaryRow
        {
            Label = label,
            Probability = probabilities[index],
            Score = probabilities[index] - 0.5f,
            PredictedLabel = probabilities[index] > 0.5f,
        }));

        var metrics = SplitMetrics.Of(ml, LearningTask.Binary, "test", rows).ToDictionary(metric => metric.Metric, metric => metric.Value);

        CollectionAssert.AreEqual(
            new[] { "accuracy", "auc", "auprc", "f1", "mcc", "log-loss", "calibration-error" }, metrics.Keys.ToList());
        Assert.AreEqual(0.5, metrics["accuracy"]);
        Assert.AreEqual(0.75, metrics["auc"], 1e-12); // 3 of 4 pairs of a positive and a negative are in order
        Assert.AreEqual(0.5, metrics["f1"], 1e-12);
        Assert.AreEqual(0, metrics["mcc"], 1e-12);
        Assert.AreEqual((0.1 + 0.6 + 0.6 + 0.2) / 4, metrics["calibration-error"], 1e-6);
        Assert.AreEqual(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8)) / 4, metrics["log-loss"], 1e-6);
    }

    [TestMethod]
    public void Evaluate_Regression_GivesErrorsAndR2()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.LoadFromEnumerable(new[]
        {
            new RegressionRow { Label = 1, Score = 2 },
            new RegressionRow { Label = 2, Score = 2 },
            new RegressionRow { Label = 6, Score = 4 },
        });

        var metrics = SplitMetrics.Of(ml, LearningTask.Regression, "train", rows)
            .ToDictionary(metric => metric.Metric, metric => metric.Value);

        CollectionAssert.AreEqual(new[] { "mae", "rmse", "r2" }, metrics.Keys.ToList());
        Assert.AreEqual(1, metrics["mae"], 1e-12);
        Assert.AreEqual(Math.Sqrt(5.0 / 3), metrics["rmse"], 1e-12);
        Assert.AreEqual(1 - (5.0 / 14), metrics["r2"], 1e-12);
    }

    [TestMethod]
    public void Evaluate_ScoreThatIsNotFinite_IsRefused()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.LoadFromEnumerable(
            new[] { new RegressionRow { Label = 1, Score = 2 }, new RegressionRow { Label = 2, Score = float.NaN } });

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => SplitMetrics.Of(ml, LearningTask.Regression, "test", rows).ToList());

        Assert.AreEqual(
            "1 of the 2 test rows cannot be judged: they have no finite score, or a class that no training row has.", error.Message);
    }
}
