using MlPipelines.CustomTrainers.Backbones;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

[TestClass]
public sealed class PixelPreparationTests
{
    private static readonly float[] Image = [0, 5, 3, 11, 12, 3, 9, 8, 0, 2, 6, 13, 13, 6, 9, 9, 0, 1, 12, 16, 12, 4, 6, 1, 6];

    /// <summary>The numbers are those of Pillow 9.4, <c>resize((n, n), Image.BILINEAR)</c> in mode F.</summary>
    [TestMethod]
    public void Mean_OfAnotherSize_IsThatOfPillow()
    {
        var preparation = new PixelPreparation(reverseChannels: true, meanSide: 5, Image, [1]);

        AreClose(
            [3.61224f, 5.74603f, 7.10204f, 7.38095f, 8.50617f, 7.71429f, 7.10204f, 3.92063f, 8.32653f], preparation.Mean(3));
        AreClose(
            [0, 2.85714f, 4.42857f, 3, 8.71429f, 11.4286f, 12, 1.71429f, 4.89796f, 6.87755f, 5.85714f, 5.04082f, 5.38776f, 6.28571f],
            [.. preparation.Mean(7).Take(14)]);
        CollectionAssert.AreEqual(Image, preparation.Mean(5).ToArray());
        Assert.HasCount(49, preparation.Mean(7));
    }

    [TestMethod]
    public void Mean_ThreeChannels_StayApart()
    {
        var mean = new float[3 * 4 * 4];
        mean.AsSpan(0, 16).Fill(10);
        mean.AsSpan(16, 16).Fill(20);
        mean.AsSpan(32, 16).Fill(30);

        var large = new PixelPreparation(reverseChannels: true, meanSide: 4, mean, [1, 1, 1]).Mean(6);

        for (var i = 0; i < large.Count; i++)
            Assert.AreEqual(10 * (1 + i / 36), large[i], 1e-4);
    }

    [TestMethod]
    public void Torchvision_BlackAndWhite_AreTheDocumentedNumbers()
    {
        var preparation = PixelPreparation.Torchvision;

        // (0 − 0.485) / 0.229 and (1 − 0.406) / 0.225, as torchvision's Normalize gives them.
        Assert.AreEqual(-2.117904, (0 - preparation.Mean(32)[0]) * preparation.Scale[0], 1e-5);
        Assert.AreEqual(2.64, (255 - preparation.Mean(32)[2]) * preparation.Scale[2], 1e-5);
        Assert.IsFalse(preparation.ReverseChannels);
    }

    [TestMethod]
    public void Constructor_MeansThatDoNotFit_Throws() => Assert.ThrowsExactly<ArgumentException>(() =>
        new PixelPreparation(reverseChannels: false, meanSide: 2, new float[3], [1, 1, 1]));

    private static void AreClose(float[] expected, IReadOnlyList<float> actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 5e-5, $"number {i}");
    }
}
