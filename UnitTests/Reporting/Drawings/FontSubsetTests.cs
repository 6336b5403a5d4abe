using MlPipelines.Experiments.Pictures;
using MlPipelines.Reporting.Drawings;
using SkiaSharp;

namespace MlPipelines.UnitTests.Reporting.Drawings;

[TestClass]
public sealed class FontSubsetTests
{
    private const string Letters = "aÄ±é ²0√W{Ж";

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Of_SomeCharacters_HasTheirOutlinesAndWidthsAndNoOthers(bool bold)
    {
        var file = PictureFiles.Font(bold);

        var small = FontSubset.Of(new TrueTypeFont(file), Letters.EnumerateRunes().Select(rune => rune.Value).Append('\u4E2D'));

        Assert.IsLessThan(6_000, small.Length);
        using var whole = Typeface(file);
        using var subset = Typeface(small); // read by another library
        Assert.AreEqual(whole.UnitsPerEm, subset.UnitsPerEm);
        using SKFont first = new(whole, 2048) { Hinting = SKFontHinting.None }, second = new(subset, 2048) { Hinting = SKFontHinting.None };
        foreach (var rune in Letters.EnumerateRunes())
        {
            Assert.IsTrue(subset.ContainsGlyph(rune.Value), $"{rune}");
            ushort own = whole.GetGlyph(rune.Value), other = subset.GetGlyph(rune.Value);
            using SKPath? expected = first.GetGlyphPath(own), found = second.GetGlyphPath(other);
            Assert.AreEqual(expected?.ToSvgPathData(), found?.ToSvgPathData(), $"{rune}");
            Assert.AreEqual(first.MeasureText([own]), second.MeasureText([other]), $"{rune}");
        }

        foreach (var other in "bZя\u4E2D")
            Assert.IsFalse(subset.ContainsGlyph(other), $"{other}");
    }

    [TestMethod]
    public void Advance_OfEachCharacter_IsAsAnotherLibraryMeasures()
    {
        var file = PictureFiles.Font(bold: false);
        var font = new TrueTypeFont(file);
        using var typeface = Typeface(file);
        using var measured = new SKFont(typeface, font.UnitsPerEm) { Hinting = SKFontHinting.None, LinearMetrics = true };

        foreach (var character in Enumerable.Range(' ', 0x400))
        {
            Assert.AreEqual(typeface.GetGlyph(character), font.GlyphOf(character));
            Assert.AreEqual(measured.MeasureText([typeface.GetGlyph(character)]), font.Advance(font.GlyphOf(character)), 0.01);
        }
    }

    private static SKTypeface Typeface(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        return SKTypeface.FromData(data);
    }
}
