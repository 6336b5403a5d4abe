using MlPipelines.Experiments.Model;

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
}
