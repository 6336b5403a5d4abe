using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Comparisons.Suites;

/// <summary>Figures of curves, worked out by hand.</summary>
[TestClass]
public sealed class CurveMeasuresTests
{
    [TestMethod]
    [DataRow(new[] { 10.0, 8, 6, 4, 2 }, 1.0)]
    [DataRow(new[] { 10.0, 7, 4, 4, 4 }, 0.0)]
    [DataRow(new[] { 10.0, 9, 6, 5, 4 }, 0.5)]
    [DataRow(new[] { 1.0, 2, 3, 2, 1 }, 1.0)]
    public void LateShareOfFall_Losses_IsTheSecondFallByTheFirst(double[] losses, double expected) =>
        Assert.AreEqual(expected, Find(CurveMeasures.LateShareOfFall(Split.Train), losses)!.Value, 1e-12);

    [TestMethod]
    public void EpochsToNear_Losses_IsTheFirstThatIsCloseToTheLowest()
    {
        Assert.AreEqual(3, Find(CurveMeasures.EpochsToNear(0.05, Split.Train), 1, 0.5, 0.34, 0.3, 0.4));
        Assert.AreEqual(1, Find(CurveMeasures.EpochsToNear(1, Split.Train), 1, 0.5, 0.34));
        Assert.IsNull(Find(CurveMeasures.EpochsToNear(1, Split.Train)));
    }

    [TestMethod]
    public void LastEpoch_Losses_IsTheirNumber() =>
        Assert.AreEqual(5, Find(CurveMeasures.LastEpoch(Split.Train), 5, 4, 3, 2, 1));

    [TestMethod]
    public void LateRange_Losses_IsThatOfTheSecondHalf() =>
        Assert.AreEqual(0.25, Find(CurveMeasures.LateRange(Split.Train, Metric.Loss), 9, 8, 7, 0.5, 0.25, 0.375)!.Value, 1e-12);

    [TestMethod]
    [DataRow(new[] { 9.0, 9, 9, 5, 4, 3 }, 0.0)]
    [DataRow(new[] { 9.0, 9, 9, 5, 4, 5 }, 2.0)]
    public void Unsteadiness_Losses_IsHowMuchChangesDiffer(double[] losses, double expected) =>
        Assert.AreEqual(expected, Find(CurveMeasures.Unsteadiness(Split.Train), losses)!.Value, 1e-12);

    /// <summary>200 updates of the loss 0.1: two spikes, and two that are none, for they are too low or too little above.</summary>
    [TestMethod]
    public void Spikes_LossesOfBatches_CountsWhatAPlotShows()
    {
        double[] losses = [.. Enumerable.Repeat(0.1, 200)];
        (losses[60], losses[120], losses[90], losses[150]) = (0.5, 0.4, 0.25, 0.12);
        var result = Result([.. losses.Select((loss, i) => new HistoryPoint(1, i + 1, Split.Train, StepDiagnostic.BatchLoss, loss))]);

        Assert.AreEqual(2 / 150.0, LandscapeMeasures.Spikes.Of(result)!.Value, 1e-12);

        // Where the loss is almost 0, an image that is twenty times as hard is no spike that anybody sees.
        double[] small = [.. losses.Select(loss => loss / 1000)];
        var late = Result([.. small.Select((loss, i) => new HistoryPoint(1, i + 1, Split.Train, StepDiagnostic.BatchLoss, loss))]);
        Assert.AreEqual(0, LandscapeMeasures.Spikes.Of(late));
    }

    private static double? Find(Measure measure, params double[] losses) => measure.Of(
        Result([.. losses.Select((loss, i) => new HistoryPoint(i + 1, 10 * (i + 1), Split.Train, Metric.Loss, loss))]));

    private static TrialResult Result(HistoryPoint[] history) => new()
    {
        DataSet = "d",
        Learner = "l",
        Settings = Settings.Empty,
        Seed = 1,
        History = history,
    };
}
