using MlPipelines.Data;
using MlPipelines.Pipelines.Learners;

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
    public void Create_MomentumWithAdam_Throws() => Assert.ThrowsExactly<ArgumentException>(
        () => Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse("optimizer=adam momentum=0.9")));

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
