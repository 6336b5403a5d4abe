using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    public void Parse_TextOfSettings_ReadsBackEqual()
    {
        var settings = new Settings(("rate", "0.01"), ("hidden", "128-64"));

        Assert.AreEqual("rate=0.01 hidden=128-64", settings.ToString());
        Assert.AreEqual(settings, Settings.Parse(settings.ToString()));
    }

    [TestMethod]
    public void With_KnownAndNewName_ReplacesInPlaceAndAppends()
    {
        var settings = Settings.Parse("a=1 b=2");

        Assert.AreEqual("a=3 b=2 c=4", settings.With(Settings.Parse("c=4 a=3")).ToString());
        Assert.AreEqual("a=1 b=2", settings.ToString());
    }

    [TestMethod]
    public void Without_KnownName_LeavesTheOthers() =>
        Assert.AreEqual("b=2", Settings.Parse("a=1 b=2").Without("a").ToString());

    [TestMethod]
    public void Equals_OtherOrder_IsFalse() => Assert.AreNotEqual(Settings.Parse("a=1 b=2"), Settings.Parse("b=2 a=1"));

    [TestMethod]
    public void Parse_NoEqualsSign_NamesThePart()
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Settings.Parse("rate=1 quick"));

        Assert.AreEqual("'quick' is not a setting; expected name=value, such as rate=0.01.", exception.Message);
    }

    [TestMethod]
    public void Constructor_NameTwice_Throws()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => new Settings(("a", "1"), ("a", "2")));

        StringAssert.StartsWith(exception.Message, "The setting 'a' is given twice.");
    }

    [TestMethod]
    public void Constructor_SpaceInValue_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => new Settings(("a", "1 2")));

    [TestMethod]
    public void Indexer_UnknownName_NamesTheKnown()
    {
        var exception = Assert.ThrowsExactly<KeyNotFoundException>(() => Settings.Parse("a=1 b=2")["c"]);

        Assert.AreEqual("There is no setting 'c'; there are: a, b.", exception.Message);
    }
}
