using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>Compared with SciPy 1.10.1: the t distribution, and 2 000 000 draws for the best of ten.</summary>
[TestClass]
public sealed class PredictionIntervalTests
{
    private static readonly double[] Runs = [0.9712, 0.9735, 0.9741, 0.9728, 0.9722, 0.9750];

    [TestMethod]
    public void OfOneRun_Runs_GivesTheIntervalOfTheTDistribution()
    {
        var prediction = PredictionInterval.OfOneRun(Runs);

        Assert.AreEqual(0.9693520627, prediction.At(0.95).Low, 1e-9);
        Assert.AreEqual(0.9769146040, prediction.At(0.95).High, 1e-9);
        Assert.AreEqual(0.0466098368, prediction.PValue(0.9770), 1e-9);
        Assert.AreEqual(prediction.PValue(0.9765), prediction.PValue(0.9770, rounding: 0.0005), 1e-12);
        Assert.AreEqual(1, prediction.PValue(Runs.Average()), 1e-9);
    }

    [TestMethod]
    public void OfBest_OfTenRuns_LiesHigher()
    {
        var prediction = PredictionInterval.OfBest(Runs, 10);

        Assert.AreEqual(0.97342697, prediction.At(0.95).Low, 5e-5);
        Assert.AreEqual(0.97961832, prediction.At(0.95).High, 1e-4);
    }

    [TestMethod]
    public void OfBest_OfOneRun_IsThatOfOneRun()
    {
        var (best, one) = (PredictionInterval.OfBest(Runs, 1).At(0.9), PredictionInterval.OfOneRun(Runs).At(0.9));

        Assert.AreEqual(one.Low, best.Low, 5e-5);
        Assert.AreEqual(one.High, best.High, 5e-5);
    }

    [TestMethod]
    public void OfBest_Lowest_IsTurnedAround()
    {
        var high = PredictionInterval.OfBest(Runs, 5).At(0.95);
        var low = PredictionInterval.OfBest([.. Runs.Select(run => -run)], 5, lowerIsBetter: true).At(0.95);

        Assert.AreEqual(high.High, -low.Low, 1e-4);
        Assert.AreEqual(high.Low, -low.High, 1e-4);
    }

    [TestMethod]
    public void OfOneRun_RunsThatDoNotDiffer_AreRefused() =>
        Assert.AreEqual(
            "A prediction interval needs runs that differ; all 3 gave 0.5. (Parameter 'values')",
            Assert.ThrowsExactly<ArgumentException>(() => PredictionInterval.OfOneRun([0.5, 0.5, 0.5])).Message);
}
