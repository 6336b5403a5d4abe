using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Pipelines.Metrics;

[TestClass]
public sealed class CalibrationErrorTests
{
    [TestMethod]
    public void Value_RowsInTwoBins_IsTheirWeightedDistance()
    {
        var error = new CalibrationError();
        error.Add(0.95, true);
        error.Add(0.97, true);
        error.Add(0.99, false); // bin of 0.9333 to 1: mean probability 0.97, accuracy 2/3
        error.Add(0.5, true); // bin of 0.4667 to 0.5333: 0.5 against 1

        Assert.AreEqual(((3 * (0.97 - (2.0 / 3))) + 0.5) / 4, error.Value, 1e-12);
    }

    [TestMethod]
    public void Value_ProbabilityThatTellsTheAccuracy_IsZero()
    {
        var error = new CalibrationError();
        for (var row = 0; row < 4; row++)
            error.Add(0.75, row < 3);
        error.Add(1, true);

        Assert.AreEqual(0, error.Value, 1e-12);
    }

    [TestMethod]
    public void Value_NoRows_IsNaN() => Assert.IsTrue(double.IsNaN(new CalibrationError().Value));
}
