using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Evaluation;

[TestClass]
public sealed class MulticlassEvaluateTests
{
    private const double Tolerance = 1e-6; // scores are floats

    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Evaluate_HandWorkedRows_GivesEveryMetric()
    {
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(
            Scored([(0, [0.5f, 0.25f, 0.25f]), (1, [0.5f, 0.25f, 0.25f]), (1, [0.125f, 0.75f, 0.125f]), (2, [0, 0.5f, 0.5f])]),
            topKPredictionCount: 2);

        Assert.AreEqual(0.5, metrics.MicroAccuracy, Tolerance);
        Assert.AreEqual((1 + 0.5 + 0) / 3, metrics.MacroAccuracy, Tolerance);
        double logLoss = -(Math.Log(0.5) + Math.Log(0.25) + Math.Log(0.75) + Math.Log(0.5)) / 4;
        Assert.AreEqual(logLoss, metrics.LogLoss, Tolerance);
        double entropy = -((0.25 * Math.Log(0.25)) + (0.5 * Math.Log(0.5)) + (0.25 * Math.Log(0.25)));
        Assert.AreEqual((entropy - logLoss) / entropy, metrics.LogLossReduction, Tolerance);
        Assert.AreEqual(-(Math.Log(0.25) + Math.Log(0.75)) / 2, metrics.PerClassLogLoss[1], Tolerance);
        CollectionAssert.AreEqual(new[] { 0.5, 1.0 }, metrics.TopKAccuracyForAllK.ToArray());
        Assert.AreEqual(1.0, metrics.TopKAccuracy);
        Assert.AreEqual(2, metrics.TopKPredictionCount);
    }

    [TestMethod]
    public void Evaluate_HandWorkedRows_GivesConfusionMatrix()
    {
        ConfusionMatrix matrix = Ml.MulticlassClassification.Evaluate(
            Scored([(0, [0.5f, 0.25f, 0.25f]), (1, [0.5f, 0.25f, 0.25f]), (1, [0.125f, 0.75f, 0.125f]), (2, [0, 0.5f, 0.5f])])).ConfusionMatrix;

        Assert.AreEqual(3, matrix.NumberOfClasses);
        CollectionAssert.AreEqual(new[] { 1.0, 1, 0 }, matrix.Counts[1].ToArray());
        Assert.AreEqual(1.0, matrix.GetCountForClassPair(predictedClassIndicatorIndex: 0, actualClassIndicatorIndex: 1));
        Assert.AreEqual(0.0, matrix.GetCountForClassPair(predictedClassIndicatorIndex: 2, actualClassIndicatorIndex: 2));
        CollectionAssert.AreEqual(new[] { 0.5, 0.5, 0 }, matrix.PerClassPrecision.ToArray());
        CollectionAssert.AreEqual(new[] { 1.0, 0.5, 0 }, matrix.PerClassRecall.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => matrix.GetCountForClassPair(3, 0));
        const string expected = """

            Confusion table
                      ||========================
            PREDICTED ||     0 |     1 |     2 | Recall
            TRUTH     ||========================
                    0 ||     1 |     0 |     0 | 1.0000
                    1 ||     1 |     1 |     0 | 0.5000
                    2 ||     0 |     1 |     0 | 0.0000
                      ||========================
            Precision ||0.5000 |0.5000 |0.0000 |

            """;
        Assert.AreEqual(expected.ReplaceLineEndings(), matrix.GetFormattedConfusionTable());
    }

    /// <summary>Numbers of scikit-learn 1.x for the same scores.</summary>
    [TestMethod]
    public void Evaluate_WaveScores_EqualsScikitLearn()
    {
        var rows = new List<(float, float[])>();
        for (int i = 0; i < 40; i++)
        {
            int label = i * 7 % 3;
            double[] raw = [.. Enumerable.Range(0, 3).Select(k => Math.Abs(Math.Sin((1.1 * i) + (2 * k))) + (label == k ? 0.8 : 0))];
            rows.Add((label, [.. raw.Select(value => (float)(value / raw.Sum()))]));
        }

        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(Scored(rows), topKPredictionCount: 2);

        Assert.AreEqual(0.9, metrics.MicroAccuracy, Tolerance);
        Assert.AreEqual(0.8992673992673993, metrics.MacroAccuracy, Tolerance);
        Assert.AreEqual(0.6411928009104493, metrics.LogLoss, Tolerance);
        Assert.AreEqual(0.975, metrics.TopKAccuracy, Tolerance);
        CollectionAssert.AreEqual(new[] { 1.0, 11, 1 }, metrics.ConfusionMatrix.Counts[1].ToArray());
    }

    [TestMethod]
    public void Evaluate_ProbabilityZero_IsHeldAtSmallestProbability()
    {
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(Scored([(0, [0, 1, 0])]));

        Assert.AreEqual(-Math.Log(1e-15f), metrics.LogLoss, Tolerance);
    }

    [TestMethod]
    public void Evaluate_ClassWithoutScore_CountsAsWrong()
    {
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(Scored([(0, [1, 0, 0]), (7, [1, 0, 0])]));

        Assert.AreEqual(0.5, metrics.MicroAccuracy, Tolerance);
        Assert.AreEqual(1.0, metrics.MacroAccuracy, Tolerance);
        Assert.AreEqual(-Math.Log(1e-15f) / 2, metrics.LogLoss, Tolerance);
    }

    [TestMethod]
    public void Evaluate_MissingLabelsAndScores_DoNotCount()
    {
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(
            Scored([(0, [1, 0, 0]), (float.NaN, [0, 1, 0]), (0, [float.NaN, 0, 1]), (0, [float.PositiveInfinity, 0, 0]), (0.5f, [0, 1, 0]), (-1, [0, 1, 0])]));

        Assert.AreEqual(1.0, metrics.MicroAccuracy);
        Assert.AreEqual(1.0, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
    }

    [TestMethod]
    public void Evaluate_NoTopK_GivesNone()
    {
        MulticlassClassificationMetrics metrics = Ml.MulticlassClassification.Evaluate(Scored([(0, [1, 0, 0])]));

        Assert.IsNull(metrics.TopKAccuracyForAllK);
        Assert.AreEqual(0.0, metrics.TopKAccuracy);
    }

    [TestMethod]
    [DataRow("Q", "Score", "PredictedLabel", DisplayName = "label missing")]
    [DataRow("Label", "Q", "PredictedLabel", DisplayName = "score missing")]
    [DataRow("Label", "Score", "Q", DisplayName = "predicted label missing")]
    [DataRow("Text", "Score", "PredictedLabel", DisplayName = "label of text")]
    [DataRow("Label", "Label", "PredictedLabel", DisplayName = "score a scalar")]
    public void Evaluate_WrongColumn_ThrowsNamingIt(string label, string score, string predicted)
    {
        IDataView data = Scored([(0, [1, 0, 0])]);

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.MulticlassClassification.Evaluate(data, label, score, predicted));

        string culprit = new[] { label, score, predicted }.FirstOrDefault(name => name is "Q" or "Text") ?? "Label";
        StringAssert.Contains(exception.Message, culprit);
    }

    [TestMethod]
    public void Evaluate_NegativeTopK_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.MulticlassClassification.Evaluate(Scored([(0, [1, 0, 0])]), topKPredictionCount: -1));

    [TestMethod]
    public void Evaluate_NoData_Throws() => Assert.ThrowsExactly<ArgumentNullException>(() => Ml.MulticlassClassification.Evaluate(null!));

    private static IDataView Scored(IEnumerable<(float Label, float[] Score)> rows) =>
        Ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Label = row.Label, Score = row.Score }).ToList());

    private sealed class Row
    {
        public float Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        [KeyType(3)]
        public uint PredictedLabel { get; set; }

        public string Text { get; set; } = "";
    }
}
