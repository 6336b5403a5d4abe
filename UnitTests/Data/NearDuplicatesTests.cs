using MlPipelines.Data;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.UnitTests.Data.Images;
using SkiaSharp;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public class NearDuplicatesTests
{
    private static readonly ImageShape Shape = new(3, 32, 32);

    [TestMethod]
    public void Across_FindsScaledAndRecompressedCopies()
    {
        const int Count = 60;
        var first = View(Enumerable.Range(0, Count).Select(i => PictureFiles.Waves(i, 200, 150, SKEncodedImageFormat.Png)));
        var second = View(Enumerable.Range(0, Count).Select(i => Copy(i)));
        var found = NearDuplicates.Across(first, second, Shape);

        // The last third of the second view shows other pictures.
        Assert.IsTrue(found.All(pair => pair.First == pair.Second), string.Join(" ", found.Where(pair => pair.First != pair.Second)));
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 40).ToArray(), found.Select(pair => pair.First).ToArray());
        Assert.IsTrue(found.Zip(found.Skip(1)).All(two => two.First.Distance <= two.Second.Distance));

        static byte[] Copy(int i) => i < 20 ? PictureFiles.Waves(i, 200, 150, SKEncodedImageFormat.Jpeg, 40)
            : i < 40 ? PictureFiles.Waves(i, 120, 90, SKEncodedImageFormat.Webp, 70)
            : PictureFiles.Waves(1_000 + i, 200, 150, SKEncodedImageFormat.Png);
    }

    [TestMethod]
    public void Within_FindsEachPairOnce()
    {
        int[] numbers = [1, 2, 3, 2, 4, 1];
        var rows = View(numbers.Select(i => PictureFiles.Waves(i, 60, 60, SKEncodedImageFormat.Png)));
        var found = NearDuplicates.Within(rows, Shape, distance: 0);
        CollectionAssert.AreEqual(
            new[] { new NearDuplicate(0, 5, 0, 0), new NearDuplicate(1, 3, 0, 0) }, found.ToArray());
    }

    [TestMethod]
    public void Of_Ramp_HasABitPerPixelThatIsBrighterThanTheNext()
    {
        // 9x8 pixels: no resampling; brighter than the next are the pixels with x = 2 and x = 5.
        float[] row = [1, 2, 9, 4, 5, 9, 7, 8, 9];
        float[] grey = [.. Enumerable.Repeat(row, 8).SelectMany(values => values)];
        Assert.AreEqual(0x2424242424242424UL, PerceptualHash.Of(grey, 1, 8, 9));
        Assert.AreEqual(16, PerceptualHash.Distance(0, PerceptualHash.Of(grey, 1, 8, 9)));
        Assert.AreEqual(0x2424242424242424UL, PerceptualHash.Of([.. grey, .. grey, .. grey], 3, 8, 9));
        Assert.Throws<ArgumentException>(() => PerceptualHash.Of(grey, 3, 8, 9));
    }

    private static MatrixDataView View(IEnumerable<byte[]> files)
    {
        byte[][] pictures = [.. files.Select(file => ImageFile.Read(new MemoryStream(file), "picture", new() { Size = 32 }))];
        return MatrixDataView.Binary(new ByteMatrix([.. pictures.SelectMany(picture => picture)], Shape.Size), new bool[pictures.Length]);
    }
}
