using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Evaluation;

[TestClass]
public sealed class BinaryEvaluateTests
{
    private const double Tolerance = 1e-6; // scores are floats

    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Evaluate_HandWorkedRowsWithTies_GivesEveryMetric()
    {
        CalibratedBinaryClassificationMetrics metrics = Ml.BinaryClassification.Evaluate(
            Scored([(true, 2, 0.75f), (true, 1, 0.5f), (false, 1, 0.5f), (false, -1, 0.25f), (true, -1, 0.25f)]));

        // Pairs of a positive and a negative row: (2 beats 1, −1), (1 ties 1, beats −1), (−1 loses to 1, ties −1).
        Assert.AreEqual((2 + 1.5 + 0.5) / 6, metrics.AreaUnderRocCurve, Tolerance);
        Assert.AreEqual(3.0 / 5, metrics.Accuracy, Tolerance);
        Assert.AreEqual(2.0 / 3, metrics.PositivePrecision, Tolerance);
        Assert.AreEqual(2.0 / 3, metrics.PositiveRecall, Tolerance);
        Assert.AreEqual(1.0 / 2, metrics.NegativePrecision, Tolerance);
        Assert.AreEqual(1.0 / 2, metrics.NegativeRecall, Tolerance);
        Assert.AreEqual(2.0 / 3, metrics.F1Score, Tolerance);
        double logLoss = -(Math.Log2(0.75) + Math.Log2(0.5) + Math.Log2(0.5) + Math.Log2(0.75) + Math.Log2(0.25)) / 5;
        double entropy = -((0.6 * Math.Log2(0.6)) + (0.4 * Math.Log2(0.4)));
        Assert.AreEqual(logLoss, metrics.LogLoss, Tolerance);
        Assert.AreEqual(entropy, metrics.Entropy, Tolerance);
        Assert.AreEqual((entropy - logLoss) / entropy, metrics.LogLossReduction, Tolerance);

        // By falling score: +, +, −, −, +; precision at the positives 1, 1 and, after 2/4, 3/5.
        Assert.AreEqual((1.0 / 3) + (1.0 / 3) + (1.0 / 3 * (0.5 + 0.6) / 2), metrics.AreaUnderPrecisionRecallCurve, Tolerance);
        Assert.AreEqual(1.0, metrics.ConfusionMatrix.GetCountForClassPair(predictedClassIndicatorIndex: 1, actualClassIndicatorIndex: 0));
        StringAssert.Contains(metrics.ConfusionMatrix.GetFormattedConfusionTable(), "TEST POSITIVE RATIO:\t0.6000 (3.0/(3.0+2.0))");
    }

    /// <summary>Numbers of scikit-learn 1.x for the same scores.</summary>
    [TestMethod]
    public void Evaluate_WaveScores_EqualsScikitLearn()
    {
        var rows = new List<(bool, float, float)>();
        for (int i = 0; i < 40; i++)
        {
            bool label = i * 5 % 4 == 1;
            float score = (float)(Math.Round((Math.Sin(0.9 * i) * 4) + (label ? 2 : 0)) / 2);
            rows.Add((label, score, (float)(1 / (1 + Math.Exp(-score)))));
        }

        CalibratedBinaryClassificationMetrics metrics = Ml.BinaryClassification.Evaluate(Scored(rows));

        Assert.AreEqual(0.7133333333333333, metrics.AreaUnderRocCurve, Tolerance);
        Assert.AreEqual(0.575, metrics.Accuracy, Tolerance);
        Assert.AreEqual(0.41379310344827586, metrics.F1Score, Tolerance);
        Assert.AreEqual(0.3157894736842105, metrics.PositivePrecision, Tolerance);
        Assert.AreEqual(0.8095238095238095, metrics.NegativePrecision, Tolerance);
        Assert.AreEqual(1.1688959834987174, metrics.LogLoss, Tolerance);
        Assert.AreEqual(0.8112781244591328, metrics.Entropy, Tolerance);
        CollectionAssert.AreEqual(new[] { 13.0, 17 }, metrics.ConfusionMatrix.Counts[1].ToArray());
    }

    [TestMethod]
    public void Evaluate_WrongCertainty_HasInfiniteLogLoss()
    {
        CalibratedBinaryClassificationMetrics metrics = Ml.BinaryClassification.Evaluate(Scored([(true, 1, 1), (false, 1, 1)]));

        Assert.AreEqual(double.PositiveInfinity, metrics.LogLoss);
    }

    [TestMethod]
    public void EvaluateNonCalibrated_SameScores_GivesSameCounts()
    {
        BinaryClassificationMetrics metrics = Ml.BinaryClassification.EvaluateNonCalibrated(
            Scored([(true, 3, 0), (false, -3, 0), (true, float.NaN, 0), (false, float.PositiveInfinity, 0)]));

        Assert.AreEqual(1.0, metrics.Accuracy);
        Assert.AreEqual(1.0, metrics.AreaUnderRocCurve);
        Assert.AreEqual(2.0, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()), "rows with a score that is not finite do not count");
    }

    [TestMethod]
    [DataRow(true, "no negative class")]
    [DataRow(false, "no positive class")]
    public void Evaluate_OneClass_Throws(bool label, string reason)
    {
        IDataView data = Scored([(label, 1, 0.5f), (label, 2, 0.5f)]);

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.BinaryClassification.Evaluate(data));

        StringAssert.Contains(exception.Message, $"AUC is not defined when there is {reason} in the data");
    }

    [TestMethod]
    [DataRow("Q", "Score", "Probability", DisplayName = "label missing")]
    [DataRow("Label", "Q", "Probability", DisplayName = "score missing")]
    [DataRow("Label", "Score", "Q", DisplayName = "probability missing")]
    [DataRow("Label", "Label", "Probability", DisplayName = "score a Boolean")]
    public void Evaluate_WrongColumn_ThrowsNamingIt(string label, string score, string probability)
    {
        IDataView data = Scored([(true, 1, 0.5f), (false, 0, 0.5f)]);

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.BinaryClassification.Evaluate(data, label, score, probability));

        StringAssert.Contains(exception.Message, new[] { label, score, probability }.Contains("Q") ? "Q" : "Label");
    }

    private static IDataView Scored(IEnumerable<(bool Label, float Score, float Probability)> rows) =>
        Ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Label = row.Label, Score = row.Score, Probability = row.Probability }).ToList());

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
