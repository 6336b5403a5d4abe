using MlPipelines.Data.Images;

namespace MlPipelines.UnitTests.Data.Images;

[TestClass]
public class ResamplerTests
{
    private const int Width = 7, Height = 5;

    /// <summary>Channel c of pixel (x, y) is 37x + 91y + 53c(x + 1) modulo 256.</summary>
    private static readonly byte[] Pixels = [
        .. Enumerable.Range(0, Width * Height).SelectMany(
            i => Enumerable.Range(0, 4)
                .Select(c => c == 3 ? (byte)255 : (byte)(37 * (i % Width) + 91 * (i / Width) + 53 * c * (i % Width + 1))))];

    // resize(size, BILINEAR, box) of Pillow 9.4 on the same pixels.
    private static readonly int[] Cropped = [
        85, 150, 146, 118, 94, 123, 115, 147, 99, 164, 139, 177, 145, 173, 119, 180, 128, 79, 173, 95, 97, 115, 129, 139, 130, 116, 109];

    private static readonly int[] Stretched = [
        71, 144, 143, 127, 99, 128, 101, 137, 113, 145, 149, 160, 152, 164, 102, 168, 127, 97, 166, 105, 104, 108, 128, 140, 133, 118, 114];

    private static readonly int[] Larger = [
        0, 25, 53, 82, 111, 140, 169, 197, 222, 30, 55, 83, 112, 141, 170, 152, 142, 167, 81, 106, 134, 163, 192, 221, 123, 50, 75, 131,
        156, 134, 100, 129, 158, 107, 72, 97, 182, 207, 122, 8, 37, 66, 95, 123, 148, 90, 115, 93, 59, 88, 117, 146, 174, 199, 27, 52, 80,
        109, 138, 145, 168, 196, 221, 78, 103, 131, 160, 189, 85, 76, 104, 129, 108, 133, 161, 190, 219, 49, 21, 49, 74];

    [TestMethod]
    public void Resample_AgreesWithPillow()
    {
        AssertNear(Cropped, Resample(ImageFit.Crop, 3));
        AssertNear(Stretched, Resample(ImageFit.Stretch, 3));
        AssertNear(Larger, Resample(ImageFit.Stretch, 9)[..81]);
    }

    [TestMethod]
    public void Resample_ToTheSameSize_IsTheSame()
    {
        var square = Pixels[..(4 * 4 * 4)];
        var planes = new byte[3 * 16];
        new Resampler().Resample(square, 4, 4, opaque: true, ImageFit.Crop, 4, planes);
        for (var i = 0; i < planes.Length; i++)
            Assert.AreEqual(square[i % 16 * 4 + i / 16], planes[i]);
    }

    [TestMethod]
    public void Resample_OfFineStripes_IsTheirMean()
    {
        byte[] stripes = [.. Enumerable.Range(0, 64 * 64).SelectMany(i => Enumerable.Repeat((byte)(i % 2 * 200), 3).Append((byte)255))];
        var planes = new byte[3 * 64];
        new Resampler().Resample(stripes, 64, 64, opaque: true, ImageFit.Crop, 8, planes);
        for (var i = 0; i < planes.Length; i++)
        {
            // At the edges the triangle is cut off, with a stripe more on one side.
            var tolerance = i % 8 is 0 or 7 ? 5 : 1;
            Assert.IsTrue(Math.Abs(planes[i] - 100) <= tolerance, $"value {i}: {planes[i]}");
        }
    }

    private static byte[] Resample(ImageFit fit, int size)
    {
        var planes = new byte[3 * size * size];
        new Resampler().Resample(Pixels, Width, Height, opaque: true, fit, size, planes);
        return planes;
    }

    private static void AssertNear(int[] expected, byte[] found)
    {
        Assert.HasCount(expected.Length, found);
        for (var i = 0; i < found.Length; i++)
            Assert.IsTrue(Math.Abs(expected[i] - found[i]) <= 1, $"value {i}: {found[i]}, expected {expected[i]}");
    }
}
