using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>The weighted mean of what trained learners predict.</summary>
[TestClass]
public sealed class WeightedMeanTests
{
    private static readonly float[] RightShares = [0.9f, 0.8f, 0.7f, 0.95f];

    /// <summary>The mean of one learner is that learner: what is kept of it gives its own figures again.</summary>
    [TestMethod]
    [DataRow(LearningTask.Multiclass, "lbfgs-maximum-entropy")]
    [DataRow(LearningTask.Binary, "lbfgs-logistic-regression")]
    [DataRow(LearningTask.Regression, "boosted-trees")]
    public void Of_OneLearner_GivesItsFigures(LearningTask task, string kind)
    {
        var data = DataOf(task);
        var member = Trained(data, kind);

        var mean = WeightedMean.Of(data, "both", Settings.Empty, seed: 1, [member]);

        Assert.IsNull(mean.Error);
        string[] names = [
            .. member.Metrics.Where(metric => metric.Split != Split.Train).Select(metric => $"{metric.Split} {metric.Metric}")];
        CollectionAssert.AreEqual(names, mean.Metrics.Select(metric => $"{metric.Split} {metric.Metric}").ToArray());
        foreach (var metric in mean.Metrics)
            Assert.AreEqual(member.Find(metric.Split, metric.Metric)!.Value, metric.Value, 1e-6, $"{metric.Split} {metric.Metric}");
        Assert.AreEqual(1, mean.History.Single().Value, 1e-12);
        Assert.AreEqual((member.Parameters, member.FitSeconds), (mean.Parameters, mean.FitSeconds));
    }

    /// <summary>The test log-loss is that of the weighted probabilities, computed here from the weights in the history.</summary>
    [TestMethod]
    public void Of_TwoLearners_WeighsTheirProbabilities()
    {
        var data = DataOf(LearningTask.Multiclass);
        TrialResult[] members = [Trained(data, "lbfgs-maximum-entropy", "iterations=2"), Trained(data, "boosted-trees", "trees=3")];

        var mean = WeightedMean.Of(data, "both", Settings.Empty, seed: 1, members);

        var weights = mean.History.Select(point => point.Value).ToArray();
        CollectionAssert.AreEqual(
            members.Select(member => WeightedMean.WeightPrefix + member.Learner).ToArray(),
            mean.History.Select(point => point.Metric).ToArray());
        Assert.AreEqual(1, weights.Sum(), 1e-12);
        var loss = 0.0;
        for (var row = 0; row < data.TestRows; row++)
        {
            var place = (3 * row) + data.Test!.GetClass(row);
            loss -= Math.Log(members.Zip(weights, (member, weight) => weight * member.Predictions[1].Values[place]).Sum());
        }

        Assert.AreEqual(loss / data.TestRows, mean.Find(Split.Test, Metric.LogLoss)!.Value, 1e-5);
        Assert.IsNull(mean.Find(Split.Train, Metric.LogLoss));
        Assert.AreEqual(members.Sum(member => member.FitSeconds!.Value), mean.FitSeconds!.Value, 1e-12);
    }

    /// <summary>A learner that knows the classes gets all the weight, and one without probabilities is named.</summary>
    [TestMethod]
    public void Of_LearnersOfNoUse_AreLeftOut()
    {
        var data = Four();
        TrialResult[] members =
        [
            Predicting("right", [.. RightShares.SelectMany((share, row) => Shares(share, ofSecond: row % 2 == 1))]),
            Predicting("wrong", [.. RightShares.SelectMany((share, row) => Shares(share, ofSecond: row % 2 == 0))]),
            Predicting("silent", null),
            Predicting("broken", null) with { Error = "out of memory" },
        ];

        var mean = WeightedMean.Of(data, "both", Settings.Empty, seed: 1, members);

        CollectionAssert.AreEqual(new double[] { 1, 0 }, mean.History.Select(point => Math.Round(point.Value, 9)).ToArray());
        Assert.AreEqual(1, mean.Find(Split.Validation, Metric.Accuracy));
        CollectionAssert.AreEqual(
            new[] { "silent is not in it: it does not give probabilities for every row.", "broken is not in it: it failed." },
            mean.Warnings.ToArray());
    }

    /// <summary>Probabilities for the validation rows alone are not enough.</summary>
    [TestMethod]
    public void Of_LearnerWithoutTestRows_IsLeftOut()
    {
        float[] shares = [.. RightShares.SelectMany((share, row) => Shares(share, ofSecond: row % 2 == 1))];
        var half = Predicting("half", shares);
        TrialResult[] members = [half with { Predictions = [half.Predictions[0]] }, Predicting("right", shares)];

        var mean = WeightedMean.Of(Four(), "both", Settings.Empty, seed: 1, members);

        Assert.AreEqual("half is not in it: it does not give probabilities for every row.", mean.Warnings.Single());
        Assert.AreEqual(1, mean.Find(Split.Test, Metric.Accuracy));
    }

    [TestMethod]
    public void Of_Cancelled_GivesNoResult() => Assert.ThrowsExactly<OperationCanceledException>(
        () => WeightedMean.Of(
            Four(), "both", Settings.Empty, 1, [Predicting("even", [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f])],
            new CancellationToken(canceled: true)));

    [TestMethod]
    public void Of_NothingToCombine_IsAnError()
    {
        var data = Four();

        StringAssert.Contains(
            WeightedMean.Of(data, "both", Settings.Empty, 1, [Predicting("silent", null)]).Error,
            "'both' has nothing to combine: no other learner has given predictions.");
        StringAssert.Contains(
            WeightedMean.Of(data with { Validation = null }, "both", Settings.Empty, 1, []).Error,
            "'both' weighs the other learners by validation rows, and the data have none.");
    }

    private static float[] Shares(float share, bool ofSecond) => ofSecond ? [1 - share, share] : [share, 1 - share];

    private static DataSet DataOf(LearningTask task) => task switch
    {
        LearningTask.Multiclass => SmallData.Create(),
        LearningTask.Binary => SmallData.Binary(),
        _ => SmallData.Regression(),
    };

    private static TrialResult Trained(DataSet data, string name, string settings = "")
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(name, out var kind));
        var result = new MetricsHarness(data).Run(
            kind.Create(data.Task, name, Settings.Parse(settings)), new TrialRequest { Seed = 1, KeepPredictions = true });
        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(new[] { Split.Validation, Split.Test }, result.Predictions.Select(kept => kept.Split).ToArray());
        return result;
    }

    /// <summary>Four rows of the classes 0, 1, 0, 1, the same in every split.</summary>
    private static DataSet Four()
    {
        var rows = MatrixDataView.Binary(new SingleMatrix([0, 1, 0, 1], 1), [false, true, false, true]);
        return SmallData.Binary() with { Train = rows, Validation = rows, Test = rows };
    }

    private static TrialResult Predicting(string name, float[]? shares) => new()
    {
        DataSet = "four",
        Learner = name,
        Settings = Settings.Empty,
        Seed = 1,
        Predictions = shares is null ? [] : [new(Split.Validation, 2, shares), new(Split.Test, 2, shares)],
    };
}
