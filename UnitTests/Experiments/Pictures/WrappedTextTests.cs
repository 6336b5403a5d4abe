using MlPipelines.Experiments.Pictures;

namespace MlPipelines.UnitTests.Experiments.Pictures;

[TestClass]
public sealed class WrappedTextTests
{
    [TestMethod]
    [DataRow(120)]
    [DataRow(300)]
    [DataRow(500)]
    public void Of_TitleOfTwoHundredCharacters_IsInLinesThatFitAndLosesNothing(int width)
    {
        var title = string.Join(' ', Enumerable.Repeat("mnist-mlp/regularization: 10 seeds", 6))[..200];

        var wrapped = WrappedText.Of(title, width, 16, bold: true);

        var lines = wrapped.Split('\n');
        Assert.IsGreaterThan(3, lines.Length);
        foreach (var line in lines)
            Assert.IsLessThanOrEqualTo(width, PictureFont.WidthOf(line, 16, bold: true));
        Assert.AreEqual(title.Replace(" ", ""), wrapped.Replace(" ", "").Replace("\n", ""));
    }

    [TestMethod]
    public void Draw_TitleOfTwoHundredCharacters_MakesThePictureHigher()
    {
        double[] x = [1, 2];
        int Height(string title, int width)
        {
            using var drawing = new LinePicture(title, "x", "y", [new("curve", x, x)]).Draw(PictureTheme.Light, width);
            return drawing.Height;
        }

        var long200 = string.Concat(Enumerable.Repeat("long ", 40));
        Assert.IsGreaterThan(Height("short", 520) + 40, Height(long200, 520));
        Assert.IsGreaterThan(Height(long200, 520) + 30, Height(long200, 300)); // two more lines
    }

    [TestMethod]
    public void Of_WordWiderThanALine_BreaksAfterASign() =>
        Assert.AreEqual(
            "mnist-mlp/\nregularization", WrappedText.Of("mnist-mlp/regularization", PictureFont.WidthOf("mnist-mlp/regular", 14), 14));

    [TestMethod]
    public void Of_WordWithoutSigns_BreaksWhereTheLineEnds() =>
        Assert.AreEqual("aaaa\naa", WrappedText.Of("aaaaaa", PictureFont.WidthOf("aaaa", 14) + 1, 14));

    [TestMethod]
    public void Of_NoRoomAtAll_HasOneCharacterInALine() => Assert.AreEqual("a\nb\n\U0001D465\nc", WrappedText.Of("ab\U0001D465c", 0, 14));

    [TestMethod]
    public void Of_TextThatFits_IsTheSame() => Assert.AreEqual("two  words\nand a line", WrappedText.Of("two  words\nand a line", 500, 14));

    [TestMethod]
    public void Even_LastWordAlone_GetsCompany()
    {
        double width = PictureFont.WidthOf("one two three four five", 14) + 1;

        Assert.AreEqual("one two three four five\nsix", WrappedText.Of("one two three four five six", width, 14));
        Assert.AreEqual("one two three\nfour five six", WrappedText.Even("one two three four five six", width, 14));
    }
}
