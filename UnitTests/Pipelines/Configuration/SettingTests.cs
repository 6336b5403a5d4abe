using MlPipelines.Numerics.Layers;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Pipelines.Configuration;

[TestClass]
public sealed class SettingTests
{
    [TestMethod]
    [DataRow("1e-3", "0.001")]
    [DataRow("0.00001", "0.00001")]
    [DataRow("1E-05", "0.00001")]
    [DataRow("1", "1")]
    [DataRow("0.10", "0.1")]
    [DataRow("1e30", "1e+30")]
    [DataRow("0.1234567890123456", "0.1234567890123456")]
    public void Canonical_Number_HasOneNotation(string text, string expected)
    {
        var rate = Setting.Number("rate", "", 0.5, 0);

        Assert.AreEqual(expected, rate.Canonical(text));
        Assert.AreEqual(double.Parse(text), double.Parse(rate.Canonical(text)));
    }

    [TestMethod]
    [DataRow("NaN")]
    [DataRow("Infinity")]
    [DataRow("-1")]
    [DataRow("")]
    [DataRow("0,1")]
    public void Canonical_NotANumberOfTheRange_SaysWhatIsExpected(string text)
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Setting.Number("rate", "", 0.5, 0).Canonical(text));

        Assert.AreEqual($"The setting 'rate' cannot be '{text}'; expected a number of at least 0.", exception.Message);
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("1.01")]
    [DataRow("all")]
    public void Canonical_NoShare_Throws(string text)
    {
        var share = Setting.Share("share", "", 1);

        Assert.AreEqual("0.5", share.Canonical("5e-1"));
        Assert.AreEqual("1", share.Canonical("1.0"));
        var exception = Assert.ThrowsExactly<FormatException>(() => share.Canonical(text));
        Assert.AreEqual($"The setting 'share' cannot be '{text}'; expected a number above 0 and at most 1.", exception.Message);
    }

    [TestMethod]
    public void Canonical_IntegerAboveMaximum_Throws()
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Setting.Integer("bins", "", 255, 2, 255).Canonical("256"));

        Assert.AreEqual("The setting 'bins' cannot be '256'; expected a whole number from 2 to 255.", exception.Message);
    }

    [TestMethod]
    public void Canonical_IntegerBelowMinimum_Throws()
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Setting.Integer("batch", "", 32, 1).Canonical("0"));

        Assert.AreEqual("The setting 'batch' cannot be '0'; expected a whole number of at least 1.", exception.Message);
    }

    [TestMethod]
    [DataRow("none", "none")]
    [DataRow("128", "128")]
    [DataRow("0128-64", "128-64")]
    public void Canonical_Widths_HasOneNotation(string text, string expected) =>
        Assert.AreEqual(expected, Setting.Widths("hidden", "", 8).Canonical(text));

    [TestMethod]
    [DataRow("128-")]
    [DataRow("0")]
    [DataRow("a")]
    public void Canonical_NotWidths_Throws(string text) =>
        Assert.ThrowsExactly<FormatException>(() => Setting.Widths("hidden", "", 8).Canonical(text));

    [TestMethod]
    [DataRow("1x28x28", "1x28x28")]
    [DataRow("03x032x032", "3x32x32")]
    [DataRow("1x1x65536", "1x1x65536")]
    public void Canonical_Image_HasOneNotation(string text, string expected) =>
        Assert.AreEqual(expected, Setting.Image("image", "", new Shape(1, 28, 28)).Canonical(text));

    [TestMethod]
    [DataRow("28x28")]
    [DataRow("1x28x28x1")]
    [DataRow("1x0x28")]
    [DataRow("1x-28x28")]
    [DataRow("1x28x65537")]
    [DataRow("1X28X28")]
    [DataRow("1x28.0x28")]
    [DataRow("none")]
    [DataRow("")]
    public void Canonical_NoImage_SaysWhatIsExpected(string text)
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Setting.Image("image", "", new Shape(1, 28, 28)).Canonical(text));

        Assert.AreEqual($"The setting 'image' cannot be '{text}'; expected channels, height and width such as 1x28x28.", exception.Message);
    }

    [TestMethod]
    public void Canonical_ImageThatMayBeNone_TakesNone()
    {
        var image = Setting.Image("image", "");

        Assert.AreEqual("none", image.Canonical("none"));
        Assert.AreEqual("1x8x8", image.Canonical("1x8x8"));
        Assert.AreEqual(
            "The setting 'image' cannot be '8x8'; expected channels, height and width such as 1x28x28, or none.",
            Assert.ThrowsExactly<FormatException>(() => image.Canonical("8x8")).Message);
    }

    [TestMethod]
    [DataRow("none", "none")]
    [DataRow("0.50-1-2.0", "0.5-1-2")]
    [DataRow("3", "3")]
    [DataRow(".25", "0.25")]
    public void Canonical_Numbers_HasOneNotation(string text, string expected) =>
        Assert.AreEqual(expected, Setting.Numbers("sine", "").Canonical(text));

    [TestMethod]
    [DataRow("0")]
    [DataRow("1-0")]
    [DataRow("1--2")]
    [DataRow("1e3")]
    [DataRow("0.0000000000000000000000001")]
    [DataRow("1000000000000000000000000000000")]
    [DataRow("1,5")]
    [DataRow("NaN")]
    [DataRow("")]
    public void Canonical_NoNumbers_SaysWhatIsExpected(string text)
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Setting.Numbers("sine", "").Canonical(text));

        Assert.AreEqual(
            $"The setting 'sine' cannot be '{text}'; expected numbers above 0 such as 0.5 or 0.5-1-2, or none.", exception.Message);
    }

    [TestMethod]
    public void Canonical_Choice_IgnoresCase() =>
        Assert.AreEqual("adam", Setting.Choice("optimizer", "", "sgd", "adam").Canonical("Adam"));

    [TestMethod]
    [DataRow("ReLU", "relu")]
    [DataRow("relu+Sigmoid+relu", "relu+sigmoid+relu")]
    public void Canonical_ChoiceOfEach_HasOneNotation(string text, string expected) =>
        Assert.AreEqual(expected, Setting.ChoiceOfEach("activation", "", ("relu", 1), ("sigmoid", 2)).Canonical(text));

    [TestMethod]
    public void Canonical_ChoiceOfEachWithAnUnknownOne_Throws()
    {
        var exception = Assert.ThrowsExactly<FormatException>(
            () => Setting.ChoiceOfEach("activation", "", ("relu", 1), ("sigmoid", 2)).Canonical("relu+softmax"));

        Assert.AreEqual(
            "The setting 'activation' cannot be 'relu+softmax'; expected one of relu, sigmoid, or one for each layer joined by '+'.",
            exception.Message);
    }

    [TestMethod]
    [DataRow("none", "none")]
    [DataRow("0", "0")]
    [DataRow("0-30-099", "0-30-99")]
    public void Canonical_Places_HasOneNotation(string text, string expected) =>
        Assert.AreEqual(expected, Setting.Places("gradients", "").Canonical(text));

    [TestMethod]
    [DataRow("3-3")]
    [DataRow("5-2")]
    [DataRow("-1")]
    public void Canonical_NotPlaces_Throws(string text) =>
        Assert.ThrowsExactly<FormatException>(() => Setting.Places("gradients", "").Canonical(text));

    [TestMethod]
    public void Canonical_SeveralWithOneTwice_Throws() =>
        Assert.ThrowsExactly<FormatException>(() => Setting.Several("monitor", "", [], "test", "train").Canonical("test+test"));

    private enum Shade
    {
        PaleReLU,
        DeepBlue,
    }

    [TestMethod]
    public void Choice_Enum_HasNamesWithHyphens()
    {
        var shade = Setting.Choice<Shade>("shade", "");

        Assert.AreEqual("one of pale-relu, deep-blue", shade.Expected);
        Assert.AreEqual("pale-relu", shade.DefaultText);
        Assert.AreEqual(Shade.DeepBlue, shade.Parse("Deep-Blue"));
    }

    [TestMethod]
    public void YesOrNo_Default_StandsFirst()
    {
        Assert.AreEqual(("no", "one of no, yes"), (Setting.YesOrNo("a", "").DefaultText, Setting.YesOrNo("a", "").Expected));
        Assert.AreEqual(("yes", "one of yes, no"), (Setting.YesOrNo("a", "", true).DefaultText, Setting.YesOrNo("a", "", true).Expected));
    }

    [TestMethod]
    public void Parse_EveryNotation_IsTyped()
    {
        CollectionAssert.AreEqual(new[] { 128, 64 }, Setting.Widths("hidden", "").Parse("128-64").ToList());
        CollectionAssert.AreEqual(new[] { 0.5, 2 }, Setting.Numbers("sine", "").Parse("0.5-2").ToList());
        CollectionAssert.AreEqual(
            new[] { "test", "train" }, Setting.Several("monitor", "", [], "train", "test").Parse("test+train").ToList());
        Assert.IsEmpty(Setting.Places("gradients", "").Parse("none"));
        Assert.AreEqual(new Shape(3, 32, 16), Setting.Image("image", "").Parse("3x32x16"));
        Assert.IsNull(Setting.Image("image", "").Parse("none"));
        Assert.AreEqual(1e-3, Setting.Number("rate", "", 1, 0).Parse("1e-3"));
    }
}
