using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Experiments.Planning;

/// <summary>Learners and metrics that the task of the data does not have.</summary>
[TestClass]
public sealed class TaskFitTests
{
    private static Experiment Example(string data, params LearnerSpec[] learners) => new()
    {
        Name = "e",
        Question = "",
        DataSets = [data],
        Learners = learners,
        Seeds = 1,
    };

    private static string Refusal(Experiment experiment) =>
        Assert.Throws<SuiteException>(() => RunPlan.Create([new Suite("s", "", [experiment])])).Message;

    [TestMethod]
    public void Create_LearnersAndMetricsOfOtherTasks_AreRefusedAllAtOnce()
    {
        var experiment = Example("cubic", new("lbfgs-maximum-entropy", "linear", Settings.Empty), new("mlp", "net", Settings.Empty)) with
        {
            Compare = Metric.Mcc,
            Claims = [Claim.Within("it is right", new("net"), Measure.LogarithmOf(Measure.Metric("test", Metric.Accuracy)), 0, 1)],
            Choices = [new("the best", Measure.Metric("validation", Metric.MacroF1), new LearnerName("net"))],
            Pictures = [
                new BarsSpec("bars", Measure.Gap("test", Metric.Auc)), new CurvesSpec("curves", Metric.Accuracy, Split.Train),
                new BarsSpec("good", Measure.Metric("test", Metric.Rmse))],
        };

        var lines = Refusal(experiment).Split('\n');

        Assert.AreEqual(
            "In the experiment 'e', the learner 'linear' is of the kind lbfgs-maximum-entropy, which learns multiclass; the task of "
                + "cubic is regression. Kinds that learn it: ",
            lines[0][..(lines[0].IndexOf(": ", StringComparison.Ordinal) + 2)]);
        StringAssert.Contains(lines[0], "linear-regression, mlp, ");
        const string End = "; the task of cubic is regression. Metrics that it has: mae, rmse, r2.";
        CollectionAssert.AreEqual(
            new[]
            {
                $"In the experiment 'e', compare is about mcc{End}",
                $"In the experiment 'e', the claim 'it is right' is about accuracy{End}",
                $"In the experiment 'e', the choice 'the best' is about macro-f1{End}",
                $"In the experiment 'e', the picture 'bars' is about auc{End}",
                "In the experiment 'e', the picture 'curves' needs classes; the task of cubic is regression. Its history has loss and no "
                    + "accuracy.",
            },
            lines[1..]);
    }

    [TestMethod]
    [DataRow("countries-map", "linear-regression", "regression; the task of countries-map is multiclass.")]
    [DataRow("digits-4-9", "lbfgs-maximum-entropy", "multiclass; the task of digits-4-9 is binary.")]
    public void Create_KindOfAnotherTask_IsRefused(string data, string kind, string expected) =>
        StringAssert.Contains(Refusal(Example(data, new LearnerSpec(kind, "l", Settings.Empty))), $"which learns {expected}");

    [TestMethod]
    [DataRow("countries-map", "auc")]
    [DataRow("countries-map", "rmse")]
    [DataRow("digits-4-9", "macro-f1")]
    [DataRow("digits-4-9", "macro-accuracy")]
    public void Create_MetricOfAnotherTask_IsRefused(string data, string metric) =>
        StringAssert.Contains(
            Refusal(Example(data, new LearnerSpec("mlp", "l", Settings.Empty)) with { Compare = metric }), $"compare is about {metric}; ");

    [TestMethod]
    public void MetricsOf_EveryTask_AreAllMetricsTogether() => CollectionAssert.AreEquivalent(
        Metric.All.ToList(), Enum.GetValues<LearningTask>().SelectMany(TaskFit.MetricsOf).Distinct().ToList());
}
