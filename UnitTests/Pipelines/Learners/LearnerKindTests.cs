using MlPipelines.Data;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class LearnerKindTests
{
    private static LearnerKind Mlp => LearnerKinds.TryFind("mlp", out var kind) ? kind : throw new AssertFailedException("There is no kind mlp.");

    [TestMethod]
    public void Complete_FewSettings_GivesEveryOneInTheKindsOrder()
    {
        var complete = Mlp.Complete(Settings.Parse("rate=1e-2 hidden=16"));

        CollectionAssert.AreEqual(Mlp.Definitions.Select(definition => definition.Name).ToList(), complete.Keys.ToList());
        Assert.AreEqual("16", complete["hidden"]);
        Assert.AreEqual("0.01", complete["rate"]);
        Assert.AreEqual(complete, Mlp.Complete(complete));
    }

    [TestMethod]
    public void Complete_UnknownSetting_NamesTheKnown()
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Mlp.Complete(Settings.Parse("speed=1")));

        StringAssert.StartsWith(exception.Message, "The learner kind 'mlp' has no setting 'speed'; it has: hidden, activation,");
    }

    [TestMethod]
    public void Create_TaskItCannotLearn_Throws()
    {
        Assert.IsTrue(LearnerKinds.TryFind("lbfgs-maximum-entropy", out var kind));

        var exception = Assert.ThrowsExactly<ArgumentException>(() => kind.Create(LearningTask.Regression, "linear", Settings.Empty));

        StringAssert.StartsWith(exception.Message, "The learner kind 'lbfgs-maximum-entropy' cannot learn a regression task; it learns: multiclass.");
    }

    [TestMethod]
    [DataRow("optimizer=adam momentum=0.9", "The setting 'momentum' belongs to sgd and rmsprop; adam has a momentum of its own.")]
    [DataRow("optimizer=sgd nesterov=yes", "The setting 'nesterov=yes' needs optimizer=sgd and a momentum above 0.")]
    public void Create_SettingsThatDoNotGoTogether_Throws(string settings, string expected)
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse(settings)));

        StringAssert.StartsWith(exception.Message, expected);
    }

    [TestMethod]
    [DataRow("adam")]
    [DataRow("adamw")]
    [DataRow("sgd momentum=0.9 nesterov=yes")]
    [DataRow("rmsprop momentum=0.9")]
    public void Create_EveryOptimizer_Learns(string optimizer)
    {
        var learner = Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse($"hidden=8 epochs=30 batch=8 rate=0.01 optimizer={optimizer}"));

        var result = new MetricsHarness(SmallData.Create()).Run(learner, new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
    }

    [TestMethod]
    public void Definitions_EveryKind_HaveDescriptionsAndValidDefaults()
    {
        foreach (var definition in LearnerKinds.All.SelectMany(kind => kind.Definitions))
        {
            Assert.AreNotEqual("", definition.Description, definition.Name);
            Assert.AreEqual(definition.DefaultValue, definition.Canonical(definition.DefaultValue), definition.Name);
        }
    }
}
