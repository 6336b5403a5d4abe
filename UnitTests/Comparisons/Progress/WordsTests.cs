using MlPipelines.Comparisons.Progress;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Comparisons.Progress;

[TestClass]
public sealed class WordsTests
{
    [TestMethod]
    [DataRow(40, "map: net, seed 1: epoch 3 of 9")]
    [DataRow(30, "map: net, seed 1: epoch 3 of 9")]
    [DataRow(29, "map: net, seed…: epoch 3 of 9")]
    [DataRow(15, "…: epoch 3 of 9")]
    [DataRow(10, "epoch 3 of")]
    [DataRow(0, "")]
    public void Shortened_NarrowRoom_CutsTheNameFirst(int room, string expected)
    {
        var line = Words.Shortened("map: net, seed 1", "epoch 3 of 9", room);

        Assert.AreEqual(expected, line);
        Assert.IsLessThanOrEqualTo(room, line.Length);
    }

    [TestMethod]
    [DataRow("mae,rmse,r2", "test rmse 2.0000, fitted in 0.5 s")]
    [DataRow("accuracy,auc,log-loss", "test accuracy 1.0000, fitted in 0.5 s")]
    public void Outcome_Metrics_NamesTheOneThatTablesShowFirst(string metrics, string expected)
    {
        var result = new TrialResult
        {
            DataSet = "d",
            Learner = "l",
            Settings = Settings.Empty,
            Seed = 1,
            FitSeconds = 0.5,
            Metrics = [
                .. metrics.Split(',').Select((metric, index) => new MetricValue("train", metric, 9)),
                .. metrics.Split(',').Select((metric, index) => new MetricValue("test", metric, index + 1))],
        };

        Assert.AreEqual(expected, Words.Outcome(result));
    }
}
