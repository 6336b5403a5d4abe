using MlPipelines.Experiments.Explaining;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.UnitTests.Experiments.Explaining;

[TestClass]
public sealed class LabelledRecordsTests
{
    private static LabelledRecords Records(string label) => new([new Dictionary<string, object?> { ["y"] = label }], "y");

    private static double Loss(string label, RecordPrediction prediction)
    {
        var records = Records(label);
        return records.Loss(records.Rows[0], prediction);
    }

    [TestMethod]
    public void Loss_Number_IsTheSquaredError() => Assert.AreEqual(6.25, Loss("1.5", new(null, 4, [])), 1e-12);

    [TestMethod]
    public void Loss_Probabilities_IsTheLogLossOfTheTrueClass()
    {
        RecordPrediction prediction = new("a", null, [new("a", 0.75f), new("b", 0.25f)]);

        Assert.AreEqual(-Math.Log(0.25), Loss("b", prediction), 1e-12);
        Assert.AreEqual(-Math.Log(1e-6), Loss("b", new("a", null, [new("a", 1), new("b", 0)])), 1e-9);
    }

    [TestMethod]
    public void Loss_ScoresThatAreNoProbabilities_IsAnErrorOrNone()
    {
        RecordPrediction prediction = new("a", null, [new("a", 3.5f), new("b", -2)]);

        Assert.AreEqual(0, Loss("a", prediction));
        Assert.AreEqual(1, Loss("b", prediction));
    }

    [TestMethod]
    public void Loss_LabelThatThePipelineDoesNotKnow_IsNamed()
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(() => Loss("c", new("a", null, [new("a", 0.75f), new("b", 0.25f)])));
        StringAssert.Contains(error.Message, "'c'");

        error = Assert.ThrowsExactly<InvalidDataException>(() => Loss("many", new(null, 4, [])));
        StringAssert.Contains(error.Message, "'many'");
    }
}
