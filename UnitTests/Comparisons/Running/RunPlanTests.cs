using MlPipelines.Comparisons;
using MlPipelines.Comparisons.Running;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Running;

[TestClass]
public sealed class RunPlanTests
{
    private static Suite Example(params LearnerSpec[] learners) => new("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSet = "countries-map",
        Learners = learners,
        Sweep = [SweepAxis.Of("rate", "0.1", "0.01"), new([new(Settings.Parse("batch=8 epochs=2"), "small"), new(Settings.Parse("batch=64"), "large")])],
        Seeds = 2,
    }]);

    [TestMethod]
    public void Create_Sweep_CrossesAxesSeedBySeedAndLeavesTheBaselineAlone()
    {
        var plan = RunPlan.Create([Example(
            new("lbfgs-maximum-entropy", "linear", Settings.Empty), new("mlp", "net", Settings.Parse("epochs=3")))]);

        string[] learners = ["linear", "net rate=0.1 small", "net rate=0.1 large", "net rate=0.01 small", "net rate=0.01 large"];
        CollectionAssert.AreEqual(learners.Concat(learners).ToList(), plan.Trials.Select(trial => trial.Learner).ToList());
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).ToList(), plan.Trials.Select(trial => trial.Number).ToList());
        Assert.IsTrue(plan.Trials.Take(5).All(trial => trial.Seed == 1) && plan.Trials.Skip(5).All(trial => trial.Seed == 2));
        Assert.AreEqual("2", plan.Trials[1].Settings["epochs"]);
        Assert.AreEqual("3", plan.Trials[2].Settings["epochs"]);
        Assert.AreEqual("64", plan.Trials[2].Settings["batch"]);
    }

    [TestMethod]
    public void Create_UnknownKind_Throws()
    {
        var exception = Assert.ThrowsExactly<UsageException>(() => RunPlan.Create([Example(new LearnerSpec("forest", "f", Settings.Empty))]));

        StringAssert.StartsWith(exception.Message, "In the experiment 'e' the learner 'f' is of the unknown kind 'forest'; there are: ");
    }

    [TestMethod]
    public void Create_WrongSetting_NamesExperimentAndLearner()
    {
        var exception = Assert.ThrowsExactly<UsageException>(() => RunPlan.Create([Example(new LearnerSpec("mlp", "net", Settings.Parse("hidden=x")))]));

        StringAssert.StartsWith(exception.Message, "In the experiment 'e', learner 'net rate=0.1 small': The setting 'hidden' cannot be 'x'; ");
    }

    [TestMethod]
    public void Create_TwoLearnersOfOneName_Throws()
    {
        var net = new LearnerSpec("mlp", "net", Settings.Empty);

        var exception = Assert.ThrowsExactly<UsageException>(() => RunPlan.Create([Example(net, net)]));

        Assert.AreEqual("In the experiment 'e' two learners are named 'net rate=0.1 small'; names must differ.", exception.Message);
    }
}
