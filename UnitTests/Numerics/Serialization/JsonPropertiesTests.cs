using System.Text.Json;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Serialization;

[TestClass]
public sealed class JsonPropertiesTests
{
    [TestMethod]
    public void Required_WhatIsNotThere_IsNamed()
    {
        using var json = JsonDocument.Parse("""{"a":"x","b":3,"c":[1,2],"d":"\ud800","e":null}""");
        var root = json.RootElement;
        string Error(Action read) => Assert.ThrowsExactly<JsonException>(read).Message;

        Assert.AreEqual("The property 'z' is missing.", Error(() => root.Required("z")));
        Assert.AreEqual(
            "An object with the property 'z' was expected, found a number.", Error(() => root.Required("b").Required("z")));
        Assert.AreEqual("A text was expected for the property 'b', found a number.", Error(() => root.RequiredText("b")));
        Assert.AreEqual("A text was expected for the property 'e', found null.", Error(() => root.RequiredText("e")));
        Assert.AreEqual(
            "A text was expected for the property 'd', found one that is not sound Unicode.", Error(() => root.RequiredText("d")));
        Assert.AreEqual("A list of 3 items was expected, found one of 2.", Error(() => root.Required("c").RequiredItems(3)));
        Assert.AreEqual("A list of 3 items was expected, found a text.", Error(() => root.Required("a").RequiredItems(3)));
        Assert.AreEqual("x", root.RequiredText("a"));
        Assert.HasCount(2, root.Required("c").RequiredItems(2));
    }
}
