using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Pipelines.Configuration;

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

    [TestMethod]
    public void Get_GivenAndNotGiven_IsTheValueOrTheDefault()
    {
        var rate = Setting.Number("rate", "", 0.5, 0);

        Assert.AreEqual(0.01, Settings.Parse("rate=1e-2").Get(rate));
        Assert.AreEqual(0.5, Settings.Empty.Get(rate));
        Assert.AreEqual(
            "The setting 'rate' cannot be 'fast'; expected a number of at least 0.",
            Assert.ThrowsExactly<FormatException>(() => Settings.Parse("rate=fast").Get(rate)).Message);
    }

    [TestMethod]
    public void Apply_OptionSettings_GoIntoTheOptionsInTheirOrder()
    {
        var (first, second) = (Setting.Integer("first", "", 1, 0), Setting.Integer("second", "", 2, 0));
        var settings = new OptionSettings<string>
        {
            { first, (text, value) => $"{text} first {value}" },
            { [second], (text, own) => $"{text} second {own.Get(second)}" },
            Setting.YesOrNo("other", ""),
        };

        Assert.AreEqual("start: first 1 second 5", settings.Apply(Settings.Parse("second=5"), "start:"));
        CollectionAssert.AreEqual(new[] { "first", "second", "other" }, settings.Select(setting => setting.Name).ToList());
    }
}
