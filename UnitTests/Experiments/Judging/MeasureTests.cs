using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class MeasureTests
{
    [TestMethod]
    public void Of_CurveAndMetrics_AreTheWorkedFigures()
    {
        var experiment = ClaimTrials.Experiment(1, []);
        var result = ClaimTrials.Of(experiment, (_, _) => 0.9)[0].Result;

        Assert.AreEqual(0.9, Measure.Metric("test", "accuracy").Of(result));
        Assert.AreEqual(0.09, Measure.Gap("test", "accuracy").Of(result)!.Value, 1e-12);
        Assert.AreEqual(2, Measure.LowestEpoch("validation", "loss").Of(result));
        Assert.AreEqual(0.5, Measure.RiseFromLowest("validation", "loss").Of(result));
        Assert.AreEqual(0.5, Measure.Fluctuation("validation", "loss").Of(result)); // epochs 2 and 3
        Assert.AreEqual(1, Measure.FitSeconds.Of(result));
        Assert.AreEqual(0.5, Measure.ShareOfFalls("validation", "loss").Of(result));
        Assert.AreEqual(3, Measure.Highest("validation", "loss").Of(result));
        Assert.AreEqual(10, Measure.IterationsPerEpoch.Of(result));
        Assert.IsNull(Measure.ShareOfFalls("train", "loss").Of(result));
        Assert.IsNull(Measure.Metric("test", "auc").Of(result));
        Assert.IsNull(Measure.LowestEpoch("train", "loss").Of(result));
        Assert.IsNull(Measure.Fluctuation("train", "loss").Of(result));
    }

    [TestMethod]
    public void Of_TimesSizesAndErrors_AreTheWorkedFigures()
    {
        var experiment = ClaimTrials.Experiment(1, []);
        var result = ClaimTrials.Of(experiment, (_, _) => 0.9)[0].Result
            with
        { MonitorSeconds = 2, Parameters = 30, Metrics = [new("test", "rmse", 0.5)], History = [] };

        Assert.AreEqual(3, Measure.FitAndMonitorSeconds.Of(result));
        Assert.AreEqual(30, Measure.Parameters.Of(result));
        Assert.AreEqual(0.25, Measure.SquaredError("test").Of(result));
        Assert.AreEqual(Math.Log(3), Measure.LogarithmOf(Measure.FitAndMonitorSeconds).Of(result));
        Assert.IsNull(Measure.SquaredError("train").Of(result));
        Assert.IsNull(Measure.IterationsPerEpoch.Of(result));
        Assert.IsNull(Measure.LogarithmOf(Measure.FitSeconds).Of(result with { FitSeconds = 0 }));
        Assert.AreEqual(Math.Log(0.5), Measure.LogarithmOf(Measure.FitSeconds, 0.5).Of(result with { FitSeconds = 0 }));
    }

    [TestMethod]
    public void EpochsToReach_Curve_IsTheFirstEpochAtTheValue()
    {
        var result = ClaimTrials.Of(ClaimTrials.Experiment(1, []), (_, _) => 0.9)[0].Result;

        Assert.AreEqual(2, Measure.EpochsToReach(1.2, "validation", "loss", 3).Of(result));
        Assert.AreEqual(1, Measure.EpochsToReach(3, "validation", "loss", 3).Of(result));
        Assert.AreEqual(4, Measure.EpochsToReach(0.5, "validation", "loss", 3).Of(result), "never, of three epochs");
        Assert.IsNull(Measure.EpochsToReach(1, "train", "loss", 3).Of(result));
        var accuracies = result with
        {
            History = [new(1, 1, "test", "accuracy", 0.5), new(2, 2, "test", "accuracy", 0.8), new(3, 3, "test", "accuracy", 0.7)],
        };
        Assert.AreEqual(2, Measure.EpochsToReach(0.75, "test", "accuracy", 3).Of(accuracies));
        Assert.AreEqual("epochs until test accuracy is at least 0.75", Measure.EpochsToReach(0.75, "test", "accuracy", 3).Name);
        Assert.IsTrue(Measure.EpochsToReach(0.75, "test", "accuracy", 3).LowerIsBetter);
    }

    [TestMethod]
    public void GapGrowth_Curves_IsTheGapAtTheEndLessThatInTheMiddle()
    {
        double[] training = [3, 2, 1, 0.5, 0.25], validation = [3, 2.25, 1.5, 1.5, 1.75];
        var result = ClaimTrials.Of(ClaimTrials.Experiment(1, []), (_, _) => 0.9)[0].Result with
        {
            History =
            [
                .. training.Select((loss, i) => new HistoryPoint(i + 1, i + 1, "train", "loss", loss)),
                .. validation.Select((loss, i) => new HistoryPoint(i + 1, i + 1, "validation", "loss", loss)),
            ],
        };

        Assert.AreEqual(1.5 - 0.5, Measure.GapGrowth("validation", "loss").Of(result));
        Assert.IsNull(Measure.GapGrowth("test", "loss").Of(result));
    }
}
