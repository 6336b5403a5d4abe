using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class LearnerCatalogTests
{
    [TestMethod]
    public void With_AnotherKind_HasItBehindTheOwnOnesAndLeavesThoseAlone()
    {
        var catalog = UnloadableEngine.Catalog;

        CollectionAssert.AreEqual(
            LearnerKinds.All.Select(kind => kind.Name).Append("far-mlp").ToList(), catalog.All.Select(kind => kind.Name).ToList());
        Assert.IsTrue(catalog.TryFind("far-mlp", out var found));
        Assert.AreEqual("mlp", found.CounterpartOf);
        Assert.IsFalse(LearnerCatalog.Own.TryFind("far-mlp", out _));
        Assert.IsFalse(LearnerCatalog.Own.TryFind("far-mlp", out _));
    }

    [TestMethod]
    public void With_NameThatIsTaken_Throws()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => LearnerCatalog.Own.With(LearnerKinds.Mlp.On("mlp", "", new UnloadableEngine())));

        StringAssert.StartsWith(exception.Message, "Two kinds of learner are named 'mlp'; give the added kind another name.");
    }

    [TestMethod]
    public void On_AnyNetwork_HasItsSettings()
    {
        var kind = UnloadableEngine.Catalog.All[^1];

        CollectionAssert.AreEqual(LearnerKinds.Mlp.Definitions.Select(d => d.Name).ToList(), kind.Definitions.Select(d => d.Name).ToList());
    }

    [TestMethod]
    public void On_KindThatTrainsNoNetwork_Throws()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("boosted-trees", out var trees));

        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => trees.On("far-trees", "", new UnloadableEngine()));

        Assert.AreEqual(
            "The learner kind 'boosted-trees' trains no network of this project, so an engine cannot compute it; take a kind that does, "
                + "such as mlp.", exception.Message);
    }
}
