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
        var found = SplitMetrics.Of(ml, LearningTask.Regression, "test", rows).Values.Single(metric => metric.Metric == Metric.R2).Value;
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

        var metrics = SplitMetrics.Of(ml, LearningTask.Binary, "test", rows).Values;

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

        var metrics = SplitMetrics.Of(ml, LearningTask.Binary, "test", rows).Values
            .ToDictionary(metric => metric.Metric, metric => metric.Value);

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

        var metrics = SplitMetrics.Of(ml, LearningTask.Regression, "train", rows).Values
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
            () => SplitMetrics.Of(ml, LearningTask.Regression, "test", rows));

        Assert.AreEqual(
            "1 of the 2 test rows cannot be judged: they have no finite score, or a class that no training row has.", error.Message);
    }

    /// <summary>ML.NET's evaluator gives an error and no figure there; the other metrics stay.</summary>
    [TestMethod]
    public void Evaluate_RowsOfOneClass_LeaveOutWhatIsNotDefined()
    {
        var figures = Binary((false, 0.25f), (false, 0.5f), (false, 0.75f), (false, 0.125f));

        CollectionAssert.AreEqual(
            new[] { "accuracy", "f1", "mcc", "log-loss", "calibration-error" }, figures.Values.Select(value => value.Metric).ToList());
        var values = figures.Values.ToDictionary(value => value.Metric, value => value.Value);
        Assert.AreEqual(0.75, values["accuracy"]);
        Assert.AreEqual(0, values["f1"], "one row is predicted true");
        Assert.AreEqual(0, values["mcc"]);
        Assert.AreEqual(-(Math.Log(0.75) + Math.Log(0.5) + Math.Log(0.25) + Math.Log(0.875)) / 4, values["log-loss"], 1e-12);
        CollectionAssert.AreEqual(
            new UndefinedMetric[]
            {
                new("test", "auc", "none of the rows is of the positive class, and the ROC curve needs rows of both"),
                new("test", "auprc", "none of the rows is of the positive class, and the precision-recall curve needs rows of both"),
            },
            figures.Undefined.ToList());
    }

    [TestMethod]
    public void Evaluate_NoRowTrueOrPredictedSo_HasNoF1()
    {
        var figures = Binary((false, 0.25f), (false, 0.5f));

        CollectionAssert.AreEqual(new[] { "auc", "auprc", "f1" }, figures.Undefined.Select(undefined => undefined.Metric).ToList());
        Assert.AreEqual(
            "none of the rows is of the positive class or predicted so, and the F1 score divides by their number",
            figures.Undefined[2].Reason);
        var positive = Binary((true, 0.75f), (true, 0.25f));
        Assert.AreEqual(2.0 / 3, positive.Values.Single(value => value.Metric == "f1").Value, 1e-12);
        Assert.AreEqual(
            "none of the rows is of the negative class, and the ROC curve needs rows of both", positive.Undefined[0].Reason);
    }

    [TestMethod]
    public void Evaluate_NoRowPredictedTrue_HasTheF1OfZero()
    {
        var figures = Binary((true, 0.25f), (false, 0.125f));

        Assert.AreEqual(0, figures.Values.Single(value => value.Metric == "f1").Value);
        Assert.IsEmpty(figures.Undefined);
    }

    [TestMethod]
    public void Evaluate_RightClassOfProbabilityZero_HasNoLogLoss()
    {
        var figures = Binary((true, 0), (false, 0.25f), (true, 0.75f));

        Assert.AreEqual(
            new UndefinedMetric("test", "log-loss", "1 of the 3 rows have the probability 0 for their class: it is infinite"),
            figures.Undefined.Single());
        Assert.AreEqual(2.0 / 3, figures.Values.Single(value => value.Metric == "accuracy").Value, 1e-12);
    }

    [TestMethod]
    public void Evaluate_ConstantLabels_HaveNoR2()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.LoadFromEnumerable(
            new[] { new RegressionRow { Label = 5.5f, Score = 5 }, new RegressionRow { Label = 5.5f, Score = 5 } });

        var figures = SplitMetrics.Of(ml, LearningTask.Regression, "test", rows);

        CollectionAssert.AreEqual(new[] { "mae", "rmse" }, figures.Values.Select(value => value.Metric).ToList());
        Assert.AreEqual(
            new UndefinedMetric("test", "r2", "all labels are 5.5: there is no variance to explain"), figures.Undefined.Single());
    }

    private static SplitFigures Binary(params (bool Label, float Probability)[] rows)
    {
        var ml = new MLContext(1);
        return SplitMetrics.Of(ml, LearningTask.Binary, "test", ml.Data.LoadFromEnumerable(rows.Select(row => new BinaryRow
        {
            Label = row.Label,
            Probability = row.Probability,
            Score = row.Probability - 0.5f,
            PredictedLabel = row.Probability > 0.5f,
        }).ToList()));
    }
}
