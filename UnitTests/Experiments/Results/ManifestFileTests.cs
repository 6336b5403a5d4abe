using System.Text.Json;
using MlPipelines.Experiments.Results;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class ManifestFileTests
{
    [TestMethod]
    [DataRow("[]", "An object was expected.")]
    [DataRow("null", "An object was expected.")]
    [DataRow("""{"a":[{"b":"\ud800"}]}""", "A name or a text in it is not sound Unicode: ")]
    [DataRow("""{"a":{"\udc00":1}}""", "A name or a text in it is not sound Unicode: ")]
    public void Parse_WhatIsNoManifest_SaysWhy(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<JsonException>(() => ManifestFile.Parse(text)).Message);

    [TestMethod]
    public void Parse_PropertyThatComesTwice_IsRefused() =>
        Assert.Throws<JsonException>(() => ManifestFile.Parse("""{"a":{"b":1,"b":2}}"""));

    [TestMethod]
    public void Parts_OfAnotherKind_AreNamedByTheirPlace()
    {
        var json = ManifestFile.Parse("""{"name":3,"list":{"a":1},"data":[{"rows":1.5,"is":1}],"text":"t","yes":true}""");
        string Error(Action read) => Assert.ThrowsExactly<JsonException>(read).Message;

        Assert.AreEqual("At $.name a text was expected, found 3.", Error(() => json.Part("name").Text()));
        Assert.AreEqual("""At $.list a list was expected, found {"a":1}.""", Error(() => json.Part("list").Items()));
        Assert.AreEqual("At $.data[0].rows a whole number was expected, found 1.5.", Error(
            () => json.Part("data").Items().Single().Part("rows").Whole()));
        Assert.AreEqual("At $.data[0].is true or false was expected, found 1.", Error(
            () => json.Part("data").Items().Single().Part("is").Truth()));
        Assert.AreEqual("At $.name an object with the property 'x' was expected, found 3.", Error(() => json.Part("name").Part("x")));
        Assert.AreEqual("t", json.Part("text").Text());
        Assert.IsTrue(json.Part("yes").Truth());
        Assert.IsFalse(json.Part("none").Part("no").Truth());
        Assert.IsNull(json.Part("none").Text());
        Assert.IsNull(json.Part("none").Whole());
        Assert.IsEmpty(json.Part("none").Items());
    }
}
