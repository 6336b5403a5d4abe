using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Experiments.Planning;

[TestClass]
public sealed class RunPlanTests
{
    private static Suite Example(params LearnerSpec[] learners) => new("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        Learners = learners,
        Sweep = [
            SweepAxis.Of("rate", "0.1", "0.01"),
            new([new(Settings.Parse("batch=8 epochs=2"), "small"), new(Settings.Parse("batch=64"), "large")])],
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
    public void Create_SeveralDataSets_RunsEveryLearnerOnEach()
    {
        var experiment = Example(new LearnerSpec("lbfgs-maximum-entropy", "linear", Settings.Empty)).Experiments[0]
            with
        { DataSets = ["digits", "countries-map"] };

        var plan = RunPlan.Create([new Suite("s", "", [experiment])]);

        CollectionAssert.AreEqual(
            new[] { ("digits", 1), ("countries-map", 1), ("digits", 2), ("countries-map", 2) },
            plan.Trials.Select(trial => (trial.DataSet, trial.Seed)).ToList());
    }

    [TestMethod]
    [DataRow(null, null, "and no testRows: the large test set is made of the rows that follow the test rows. Give testRows too.")]
    [DataRow(10, 3, "and 3 folds: each fold in its turn is all that is tested on.")]
    public void Create_LargeTestRowsThatAreNotTheRestOfSome_Throws(int? testRows, int? folds, string expected)
    {
        var experiment = Example(new LearnerSpec("mlp", "net", Settings.Empty)).Experiments[0] with
        {
            TestRows = testRows,
            LargeTestRows = 50,
            Csv = folds is null ? null : new CsvSource("rows.csv", new(), folds),
        };

        var exception = Assert.Throws<SuiteException>(() => RunPlan.Create([new Suite("s", "", [experiment])]));

        StringAssert.Contains(exception.Message, $"The experiment 'e' has 50 largeTestRows {expected}");
    }

    [TestMethod]
    [DataRow("", "none")]
    [DataRow("digits,digits", "digits, digits")]
    public void Create_NoDataSetOrOneTwice_Throws(string names, string found)
    {
        var dataSets = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var experiment = Example(new LearnerSpec("mlp", "net", Settings.Empty)).Experiments[0] with { DataSets = dataSets };

        var exception = Assert.Throws<SuiteException>(() => RunPlan.Create([new Suite("s", "", [experiment])]));

        Assert.AreEqual($"The experiment 'e' must name at least one data set, and each once; found {found}.", exception.Message);
    }

    [TestMethod]
    public void Create_Study_HasNoTrialsAndNothingToTrain()
    {
        var study = new Experiment { Name = "check", Question = "", DataSets = [], Learners = [], Seeds = 1, Study = Study.GradientCheck };
        var plan = RunPlan.Create(
            [new Suite("s", "", [study, .. Example(new LearnerSpec("lbfgs-maximum-entropy", "linear", Settings.Empty)).Experiments])]);

        CollectionAssert.AreEqual(new[] { ("e", 1), ("e", 2) }, plan.Trials.Select(trial => (trial.Experiment, trial.Number)).ToList());
        var exception = Assert.Throws<SuiteException>(() => RunPlan.Create([new Suite("s", "", [study with { DataSets = ["digits"] }])]));
        Assert.AreEqual(
            "The experiment 'check' is the study 'gradient-check', which trains nothing: it must have no data set, learner or sweep; "
                + "found 1 data sets, 0 learners and 0 axes.", exception.Message);
    }

    [TestMethod]
    public void Create_UnknownKind_Throws()
    {
        var exception = Assert.Throws<SuiteException>(() => RunPlan.Create([Example(new LearnerSpec("forest", "f", Settings.Empty))]));

        StringAssert.StartsWith(exception.Message, "In the experiment 'e' the learner 'f' is of the unknown kind 'forest'; there are: ");
    }

    [TestMethod]
    public void Create_WrongSetting_NamesExperimentAndLearner()
    {
        var exception = Assert.Throws<SuiteException>(
            () => RunPlan.Create([Example(new LearnerSpec("mlp", "net", Settings.Parse("hidden=x")))]));

        StringAssert.StartsWith(
            exception.Message, "In the experiment 'e', learner 'net rate=0.1 small': The setting 'hidden' cannot be 'x'; ");
    }

    [TestMethod]
    public void Create_SettingToTryOutOfBounds_IsRefused()
    {
        var exception = Assert.Throws<SuiteException>(
            () => RunPlan.Create([Example(new LearnerSpec("mlp", "net", Settings.Parse("try=hidden:8/hidden:70000")))]));

        StringAssert.StartsWith(
            exception.Message, "In the experiment 'e', learner 'net rate=0.1 small': The setting 'hidden' cannot be '70000'; expected ");
    }

    [TestMethod]
    public void Create_TwoLearnersOfOneName_Throws()
    {
        var net = new LearnerSpec("mlp", "net", Settings.Empty);

        var exception = Assert.Throws<SuiteException>(() => RunPlan.Create([Example(net, net)]));

        Assert.AreEqual("In the experiment 'e' two learners are named 'net rate=0.1 small'; names must differ.", exception.Message);
    }
}
