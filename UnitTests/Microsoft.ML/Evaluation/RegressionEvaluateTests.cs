using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Evaluation;

[TestClass]
public sealed class RegressionEvaluateTests
{
    private const double Tolerance = 1e-6; // labels and scores are floats

    private static readonly MLContext Ml = new(1);

    [TestMethod]
    public void Evaluate_HandWorkedRows_GivesEveryMetric()
    {
        RegressionMetrics metrics = Ml.Regression.Evaluate(Scored([(1, 2), (2, 2), (3, 1), (6, 7)]));

        Assert.AreEqual(1.0, metrics.MeanAbsoluteError, Tolerance);
        Assert.AreEqual(1.5, metrics.MeanSquaredError, Tolerance);
        Assert.AreEqual(Math.Sqrt(1.5), metrics.RootMeanSquaredError, Tolerance);
        Assert.AreEqual(1.5, metrics.LossFunction, Tolerance);
        Assert.AreEqual(1 - (6.0 / 14), metrics.RSquared, Tolerance);
    }

    /// <summary>Numbers of scikit-learn 1.x for the same scores.</summary>
    [TestMethod]
    public void Evaluate_WaveScores_EqualsScikitLearn()
    {
        RegressionMetrics metrics = Ml.Regression.Evaluate(Scored(Enumerable.Range(0, 40).Select(i =>
            ((float)(Math.Cos(0.4 * i) * 3), (float)((Math.Cos(0.4 * i) * 3) + (Math.Sin(2.3 * i) * 0.5))))));

        Assert.AreEqual(0.31656481344252824, metrics.MeanAbsoluteError, Tolerance);
        Assert.AreEqual(0.12446473597025418, metrics.MeanSquaredError, Tolerance);
        Assert.AreEqual(0.972837831262582, metrics.RSquared, Tolerance);
    }

    [TestMethod]
    public void Evaluate_MissingValues_DoNotCount()
    {
        RegressionMetrics metrics = Ml.Regression.Evaluate(Scored([(1, 2), (float.NaN, 100), (3, float.NaN), (4, 5)]));

        Assert.AreEqual(1.0, metrics.MeanAbsoluteError, Tolerance);
    }

    [TestMethod]
    public void Evaluate_EqualLabels_HasNoRSquared() =>
        Assert.AreEqual(double.NaN, Ml.Regression.Evaluate(Scored([(2, 1), (2, 3)])).RSquared);

    [TestMethod]
    [DataRow("Q", "Score")]
    [DataRow("Label", "Q")]
    [DataRow("Text", "Score")]
    [DataRow("Label", "Text")]
    public void Evaluate_WrongColumn_ThrowsNamingIt(string label, string score)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.Regression.Evaluate(Scored([(1, 1)]), label, score));

        StringAssert.Contains(exception.Message, label is "Label" ? score : label);
    }

    private static IDataView Scored(IEnumerable<(float Label, float Score)> rows) =>
        Ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Label = row.Label, Score = row.Score }).ToList());

    private sealed class Row
    {
        public float Label { get; set; }

        public float Score { get; set; }

        public string Text { get; set; } = "";
    }
}
