using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>What a trial measures: metrics, history and times, the same whatever runs beside it.</summary>
[TestClass]
public sealed class MetricsHarnessTests
{
    [TestMethod]
    public void Run_LinearLearner_GivesTheEvaluatorsFiguresOnEverySplit()
    {
        var data = SmallData.Create();

        var result = new MetricsHarness(data).Run(Linear(), Seed(1));

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(
            (from split in new[] { "train", "validation", "test" }
             from metric in new[] { "accuracy", "macro-accuracy", "log-loss", "macro-f1", "mcc", "calibration-error" }
             select $"{split} {metric}").ToList(),
            result.Metrics.Select(metric => $"{metric.Split} {metric.Metric}").ToList());
        Assert.AreEqual(1.0, result.Find("train", "accuracy"));
        Assert.AreEqual(1.0, result.Find("train", "macro-f1"));
        Assert.AreEqual(1.0, result.Find("train", "mcc"));
        Assert.IsTrue(result.PredictOne is { Median: > 0 } latency && latency.Percentile99 >= latency.Median);
        Assert.AreEqual(9, result.Parameters); // 3 classes, 2 weights and a bias each
        Assert.IsTrue(result.FitSeconds > 0 && result.PrepareSeconds > 0 && result.PredictMicroseconds > 0 && result.PeakMegabytes > 1);
        Assert.IsEmpty(result.History);
    }

    [TestMethod]
    public void Run_Mlp_GivesParametersAndAHistoryOfEveryEpochAndSplit()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(1));

        Assert.IsNull(result.Error);
        Assert.AreEqual((3 * 8) + (9 * 3), result.Parameters);
        Assert.HasCount(30 * 3 * 2, result.History);
        CollectionAssert.AreEqual(Enumerable.Range(1, 30).ToList(), result.History.Select(point => point.Epoch).Distinct().ToList());
        var last = result.History[^1];
        Assert.AreEqual(new HistoryPoint(30, 30 * 8, "test", "accuracy", result.Find("test", "accuracy")!.Value), last);
        Assert.AreEqual(
            result.Find("validation", "log-loss")!.Value,
            result.History.Last(point => point.Split == "validation" && point.Metric == "loss").Value, 1e-5);
    }

    [TestMethod]
    public void Run_Mlp_KeepsWhatItSaysOfEachTestRow()
    {
        var data = SmallData.Create();

        var result = new MetricsHarness(data).Run(Mlp("hidden=8 epochs=1"), Seed(1));

        var outcomes = result.TestOutcomes!;
        Assert.IsTrue(outcomes.AreClasses);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, data.Test!.RowCount).Select(row => (float)data.Test.GetClass(row)).ToArray(), outcomes.Labels.ToArray());
        Assert.AreEqual(result.Find("test", "accuracy")!.Value, outcomes.Scores().Average(), 1e-6);
    }

    [TestMethod]
    public void Run_MonitorTrain_HistoryHasTheTrainingRowsThemselves()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8 epochs=2 monitor=train"), Seed(1));

        Assert.HasCount(2 * 2, result.History);
        Assert.AreEqual(result.Find("train", "accuracy")!.Value, result.History[^1].Value);
    }

    [TestMethod]
    public void Run_ValidateEveryIteration_HistoryHasEveryUpdate()
    {
        var result = new MetricsHarness(SmallData.Create())
            .Run(Mlp("hidden=8 epochs=2 batch=16 drop-last=yes validate=iteration monitor=validation"), Seed(1));

        CollectionAssert.AreEqual(
            Enumerable.Range(1, 2 * 3).Select(step => (long)step).ToList(),
            result.History.Where(point => point.Split == "validation").Select(point => point.Iteration).Distinct().ToList());
    }

    [TestMethod]
    public void Run_Mlp_TellsMonitorsTimeApart()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(1));

        Assert.IsGreaterThan(0, result.MonitorSeconds!.Value);
        Assert.IsGreaterThan(0, result.FitSeconds!.Value);
        Assert.AreEqual(0, new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1)).MonitorSeconds);
    }

    [TestMethod]
    public void Run_DataWithoutValidation_HasNoRowsForIt()
    {
        var result = new MetricsHarness(SmallData.Create() with { Validation = null }).Run(Mlp("hidden=4 epochs=2"), Seed(1));

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(new[] { "train", "test" }, result.Metrics.Select(metric => metric.Split).Distinct().ToList());
        CollectionAssert.AreEqual(new[] { "train", "test" }, result.History.Select(point => point.Split).Distinct().ToList());
    }

    [TestMethod]
    public void Run_SameSeedOnOneAndTwoThreads_IsBitwiseTheSame()
    {
        var one = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(3));
        var two = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(3, threads: 2));
        var other = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(4));

        CollectionAssert.AreEqual(one.Metrics.ToList(), two.Metrics.ToList());
        CollectionAssert.AreEqual(one.History.ToList(), two.History.ToList());
        CollectionAssert.AreNotEqual(one.Metrics.ToList(), other.Metrics.ToList());
    }

    [TestMethod]
    public void Run_ManyAtOnce_AreWhatTheyAreAlone()
    {
        var harness = new MetricsHarness(SmallData.Create());
        var alone = Enumerable.Range(1, 6).Select(seed => new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(seed))).ToList();

        var together = new TrialResult[6];
        Parallel.For(0, 6, index => together[index] = harness.Run(Mlp(), Seed(index + 1)));

        for (var index = 0; index < 6; index++)
            CollectionAssert.AreEqual(alone[index].Metrics.ToList(), together[index].Metrics.ToList());
    }
}
