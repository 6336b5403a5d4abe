using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using SkiaSharp;

namespace MlPipelines.UnitTests.Data.Images;

[TestClass]
public class ImageFileTests
{
    private static readonly (int, int, int) Red = (255, 0, 0), Green = (0, 255, 0), White = (255, 255, 255), Blue = (0, 0, 255);

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Jpeg, 4)]
    [DataRow(SKEncodedImageFormat.Png, 0)]
    [DataRow(SKEncodedImageFormat.Webp, 12)]
    public void Read_OfEachKind_HasItsPlanesInPlace(SKEncodedImageFormat format, int tolerance)
    {
        var planes = Read(PictureFiles.Quarters(64, 64, format), 16);
        AssertCorners(planes, 16, tolerance, Red, Green, White, Blue);
    }

    [TestMethod]
    [DataRow(1, "R G W B")]
    [DataRow(2, "G R B W")]
    [DataRow(3, "B W G R")]
    [DataRow(4, "W B R G")]
    [DataRow(5, "R W G B")]
    [DataRow(6, "W R B G")]
    [DataRow(7, "B G W R")]
    [DataRow(8, "G B R W")]
    public void Read_OfTurnedPhoto_ShowsItUpright(int orientation, string corners)
    {
        (int, int, int)[] expected = [
            .. corners.Split(' ').Select(corner => corner switch { "R" => Red, "G" => Green, "W" => White, _ => Blue })];
        foreach (var (width, height) in new[] { (64, 64), (96, 64), (64, 96) })
        {
            var jpeg = PictureFiles.WithOrientation(PictureFiles.Quarters(width, height, SKEncodedImageFormat.Jpeg), (byte)orientation);
            AssertCorners(Read(jpeg, 16), 16, 4, expected[0], expected[1], expected[2], expected[3]);
        }
    }

    [TestMethod]
    public void Read_OfWidePicture_CropsTheMiddleOrPressesAll()
    {
        var png = PictureFiles.Encode(
            90, 30, (x, _) => x < 30 ? SKColors.Red : x < 60 ? SKColors.Lime : SKColors.Blue, SKEncodedImageFormat.Png);
        AssertCorners(Read(png, 9), 9, 130, Green, Green, Green, Green);
        Assert.AreEqual(Green, At(Read(png, 9), 9, 4, 4));
        var pressed = ImageFile.Read(new MemoryStream(png), "wide", new() { Size = 9, Fit = ImageFit.Stretch });
        AssertCorners(pressed, 9, 0, Red, Blue, Red, Blue);
    }

    [TestMethod]
    public void Read_OfGreyPaletteAnd16BitPng_IsColour()
    {
        Assert.AreEqual((90, 90, 90), At(Read(PictureFiles.Png(2, 1, 8, 0, [0, 90, 90]), 4), 4, 1, 1));
        Assert.AreEqual((10, 20, 30), At(Read(PictureFiles.Png(2, 1, 8, 3, [0, 1, 1], [1, 2, 3, 10, 20, 30]), 4), 4, 1, 1));
        Assert.AreEqual((18, 171, 255), At(Read(PictureFiles.Png(1, 1, 16, 2, [0, 18, 0, 171, 0, 255, 255]), 4), 4, 1, 1));

        // Grey 100 at alpha 51, a fifth, on white: 100 / 5 + 255 * 4 / 5.
        Assert.AreEqual((224, 224, 224), At(Read(PictureFiles.Png(1, 1, 8, 4, [0, 100, 51]), 4), 4, 1, 1));
        Assert.AreEqual(White, At(Read(PictureFiles.Plain(5, 5, SKColors.Transparent), 4), 4, 1, 1));
    }

    [TestMethod]
    public void Read_OfGreyAndOfCmykJpeg_IsColour()
    {
        using var grey = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Gray8));
        grey.Erase(new SKColor(77, 77, 77));
        using var jpeg = grey.Encode(SKEncodedImageFormat.Jpeg, 95);
        var (red, green, blue) = At(Read(jpeg.ToArray(), 4), 4, 2, 2);
        Assert.IsTrue(red == green && green == blue && Math.Abs(red - 77) <= 1, $"{red} {green} {blue}");

        AssertCorners(Read(PictureFiles.CmykJpeg, 4), 4, 8, Red, Red, Red, Red);
    }

    [TestMethod]
    public void Read_OfAnimation_IsItsFirstFrame()
    {
        AssertCorners(Read(PictureFiles.AnimatedGif, 4), 4, 0, Red, Red, Red, Red);
        AssertCorners(Read(PictureFiles.AnimatedWebp, 4), 4, 0, Red, Red, Red, Red);
    }

    [TestMethod]
    public void Read_OfOnePixelAndOfBmp_FillsTheSize()
    {
        AssertCorners(Read(PictureFiles.Plain(1, 1, SKColors.Blue), 8), 8, 0, Blue, Blue, Blue, Blue);
        Assert.AreEqual((9, 8, 7), At(Read(PictureFiles.Bmp(3, 2, 9, 8, 7), 4), 4, 3, 0));
    }

    [TestMethod]
    public void Read_OfHugePicture_IsRefusedBeforeMemoryIsTaken()
    {
        // 20 000 x 20 000 pixels of one bit in a file of half a million bytes, and only the start of it.
        var bomb = PictureFiles.Png(20_000, 20_000, 1, 0, new byte[20_000 * 2_501]);
        Assert.IsLessThan(600_000, bomb.Length);
        foreach (var file in new[] { bomb, bomb[..60] })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            AssertRefused(file, "expected at most 100000000 pixels, found a header that says 20000x20000: make the picture smaller, "
                + "or raise MaxPixels.");
            Assert.IsLessThan(5_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        var small = PictureFiles.Plain(11, 10, SKColors.Red);
        var e = Assert.ThrowsExactly<DataFileException>(
            () => ImageFile.Read(new MemoryStream(small), "p", new() { Size = 4, MaxPixels = 109 }));
        Assert.StartsWith("p: expected at most 109 pixels, found a header that says 11x10:", e.Message);
        Assert.AreEqual(48, ImageFile.Read(new MemoryStream(small), "p", new() { Size = 4, MaxPixels = 110 }).Length);
    }

    [TestMethod]
    public void Read_OfCutShortFile_IsRefused()
    {
        const string Short = "the file ends before its picture does: it was cut short.";
        var jpeg = PictureFiles.Waves(1, 200, 150, SKEncodedImageFormat.Jpeg);
        var png = PictureFiles.Waves(1, 200, 150, SKEncodedImageFormat.Png);
        var webp = PictureFiles.Waves(1, 200, 150, SKEncodedImageFormat.Webp);
        foreach (var share in new[] { 0.4, 0.7, 0.95 })
        {
            AssertRefused(jpeg[..(int)(share * jpeg.Length)], Short);
            AssertRefused(png[..(int)(share * png.Length)], Short);
            AssertRefused(webp[..(int)(share * webp.Length)], null);
        }

        AssertRefused(jpeg[..20], null);
        AssertRefused([], "the file is empty.");
    }

    [TestMethod]
    public void Read_OfDamagedOrOtherContent_IsRefusedByName()
    {
        AssertRefused(
            "<html>not found</html>"u8.ToArray(),
            "expected a JPEG, PNG, BMP, WebP or GIF picture, found content that starts with the bytes "
                + "3C68746D6C3E6E6F, or a damaged or cut off header.");
        var png = PictureFiles.Waves(1, 200, 150, SKEncodedImageFormat.Png);
        png[png.Length / 2] ^= 0x55;
        AssertRefused(png, null);
        AssertRefused([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0], null);
    }

    [TestMethod]
    public void Read_OfFile_ReadsWhatTheContentIsAndNamesThePath()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("wrong.jpg", PictureFiles.Plain(4, 4, SKColors.Lime));
        Assert.AreEqual(Green, At(ImageFile.Read(path, new() { Size = 2 }), 2, 0, 0));
        Assert.HasCount(3 * 128 * 128, ImageFile.Read(path));
        var bad = folder.Write("bad.png", "text");
        var e = Assert.ThrowsExactly<DataFileException>(() => ImageFile.Read(bad));
        Assert.StartsWith($"{bad}: expected a JPEG", e.Message);
        Assert.AreEqual(bad, e.File);
        Assert.ThrowsExactly<FileNotFoundException>(() => ImageFile.Read(folder["none.png"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ImageFile.Read(path, new() { Size = 0 }));
    }

    private static byte[] Read(byte[] file, int size) => ImageFile.Read(new MemoryStream(file), "picture", new() { Size = size });

    private static void AssertRefused(byte[] file, string? reason)
    {
        var e = Assert.ThrowsExactly<DataFileException>(() => Read(file, 32));
        if (reason is null)
            Assert.StartsWith("picture: ", e.Message);
        else
            Assert.AreEqual($"picture: {reason}", e.Message);
    }

    private static (int, int, int) At(byte[] planes, int size, int y, int x) =>
        (planes[y * size + x], planes[(size + y) * size + x], planes[(2 * size + y) * size + x]);

    private static void AssertCorners(byte[] planes, int size, int tolerance, params (int, int, int)[] corners)
    {
        Assert.HasCount(3 * size * size, planes);
        (int Y, int X)[] places = [(0, 0), (0, size - 1), (size - 1, 0), (size - 1, size - 1)];
        for (var i = 0; i < 4; i++)
        {
            var found = At(planes, size, places[i].Y, places[i].X);
            var expected = corners[i];
            Assert.IsTrue(
                Math.Abs(found.Item1 - expected.Item1) <= tolerance && Math.Abs(found.Item2 - expected.Item2) <= tolerance
                    && Math.Abs(found.Item3 - expected.Item3) <= tolerance, $"corner {i}: {found}, expected {expected}");
        }
    }
}
