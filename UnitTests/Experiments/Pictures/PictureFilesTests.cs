using System.Xml.Linq;
using MlPipelines.Experiments.Pictures;
using SkiaSharp;

namespace MlPipelines.UnitTests.Experiments.Pictures;

[TestClass]
public sealed class PictureFilesTests
{
    public static IEnumerable<object[]> Names => SamplePictures.All.Select(sample => new object[] { sample.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_EachKind_IsWellFormedForBothThemesAndNeedsNothingElse(string name)
    {
        var picture = SamplePictures.All.Single(sample => sample.Name == name).Picture;
        using var folder = new TemporaryFolder();

        PictureFiles.Write(folder.Path, name, picture);

        var files = Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)).Order().ToArray();
        CollectionAssert.AreEqual(new[] { $"{name}-dark.svg", $"{name}.svg" }, files);
        foreach (var file in files)
        {
            var root = XDocument.Load(Path.Combine(folder.Path, file)).Root!;
            Assert.AreEqual("svg", root.Name.LocalName);
            Assert.AreEqual($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}", root.Attribute("viewBox")!.Value);
            Assert.AreEqual("img", root.Attribute("role")!.Value);
            var ids = root.Descendants().Attributes("id").Select(id => id.Value).ToList();
            CollectionAssert.AllItemsAreUnique(ids);
            string[] spoken = [
                .. root.Attribute("aria-labelledby")!.Value.Split(' ')
                    .Select(id => root.Elements().Single(element => element.Attribute("id")?.Value == id).Value)];
            using var drawing = picture.Draw(PictureTheme.Light, PictureFiles.Width);
            CollectionAssert.AreEqual(new[] { drawing.Title, drawing.Description }, spoken);
            Assert.IsFalse(
                root.Descendants().Any(element => element.Name.LocalName is "text" or "style" or "script"), "texts are outlines");
            foreach (var link in root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName == "href"))
            {
                Assert.IsTrue(
                    link.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || ids.Contains(link.Value[1..]), link.Value);
            }

            foreach (var clip in root.Descendants().Attributes("clip-path"))
                CollectionAssert.Contains(ids, clip.Value[5..^1]);
        }
    }

    [TestMethod]
    public void Svg_SameData_IsTheSameBytes()
    {
        foreach (var (name, picture) in SamplePictures.All.Take(6))
        {
            using var first = picture.Draw(PictureTheme.Dark, 520);
            using var second = picture.Draw(PictureTheme.Dark, 520);

            Assert.AreEqual(first.Svg(name), second.Svg(name));
            Assert.AreEqual(first.Svg(name), first.Svg(name), "drawing does not change a picture");
        }
    }

    [TestMethod]
    public void Svg_TwoPicturesOfOnePage_ShareNoId()
    {
        using var drawing = SamplePictures.All.First().Picture.Draw(PictureTheme.Light, 520);
        string[] Ids(string name) => [.. XDocument.Parse(drawing.Svg(name)).Descendants().Attributes("id").Select(id => id.Value)];

        Assert.IsFalse(Ids("one").Intersect(Ids("two")).Any());
    }

    [TestMethod]
    public void Svg_DashedLines_HaveTheirDashesAndTheirWidth()
    {
        double[] x = [0, 1];
        using var drawing = new FitPicture(
            "t", "x", "y", new("samples", x, x),
            [.. Enumerable.Range(0, 3).Select(i => new Series($"curve {i}", x, [i, i]))]).Draw(PictureTheme.Light, 520);

        var lines = XDocument.Parse(drawing.Svg("dashes")).Descendants().Where(element => element.Attribute("stroke-width")?.Value == "2.5")
            .ToList();

        Assert.HasCount(6, lines); // three curves, and each in the legend
        CollectionAssert.AreEquivalent(
            new[] { "6 6", "6 6", "3 5", "3 5" }, lines.Attributes("stroke-dasharray").Select(dashes => dashes.Value).ToList());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Png_EachKind_HasNothingAtItsEdges(string name)
    {
        foreach (var (
            width, theme) in new[] { (390, PictureTheme.Light), (PictureFiles.Width, PictureTheme.Dark), (900, PictureTheme.Light) })
        {
            using var drawing = SamplePictures.All.Single(sample => sample.Name == name).Picture.Draw(theme, width);
            using var image = SKBitmap.Decode(drawing.Png(1));
            Assert.AreEqual(width, image.Width);
            Assert.AreEqual(drawing.Height, image.Height);
            var background = theme.Background.ToSKColor();
            for (var x = 0; x < image.Width; x++)
            {
                Assert.IsTrue(
                    image.GetPixel(x, 0) == background && image.GetPixel(x, image.Height - 1) == background,
                    $"something is cut off at the top or bottom at {x}, width {width}, {theme.Name}");
            }

            for (var y = 0; y < image.Height; y++)
            {
                Assert.IsTrue(
                    image.GetPixel(0, y) == background && image.GetPixel(image.Width - 1, y) == background,
                    $"something is cut off at the left or right at {y}, width {width}, {theme.Name}");
            }
        }
    }

    [TestMethod]
    [DataRow(PictureFormat.Png, "p-dark.png p.png")]
    [DataRow(PictureFormat.Both, "p-dark.png p-dark.svg p.png p.svg")]
    public void Write_Png_HasTheAskedSizeAndIsNotBlank(PictureFormat format, string files)
    {
        var picture = SamplePictures.All.First().Picture;
        using var folder = new TemporaryFolder();

        PictureFiles.Write(folder.Path, "p", picture, format);

        Assert.AreEqual(
            files, string.Join(' ', Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)));
        using var drawing = picture.Draw(PictureTheme.Light, PictureFiles.Width);
        using var image = SKBitmap.Decode(Path.Combine(folder.Path, "p.png"));
        Assert.AreEqual((PictureFiles.Width * PictureFiles.PngScale, drawing.Height * PictureFiles.PngScale), (image.Width, image.Height));
        Assert.IsGreaterThan(50, image.Pixels.Distinct().Count());
    }

    [TestMethod]
    public void Draw_OnManyThreads_IsTheSame()
    {
        var picture = SamplePictures.All.First().Picture;
        var drawn = new string[16];

        Parallel.For(0, drawn.Length, i =>
        {
            using var drawing = picture.Draw(PictureTheme.Light, 520);
            drawn[i] = drawing.Svg("p");
        });

        Assert.HasCount(1, drawn.Distinct());
    }
}
