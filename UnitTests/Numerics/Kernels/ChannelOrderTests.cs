using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public class ChannelOrderTests
{
    [TestMethod]
    [DataRow(0, 3, 4)]
    [DataRow(2, 1, 7)]
    [DataRow(7, 3, 1024)]
    [DataRow(3, 17, 63)]
    [DataRow(5, 64, 49)]
    public void ToChannelsLast_AnySize_MovesEveryElementAndBack(int batch, int channels, int pixels)
    {
        using var workers = new WorkerPool(2);
        float[] x = [.. Enumerable.Range(0, batch * channels * pixels)];
        var (last, first) = (new float[x.Length], new float[x.Length]);
        ChannelOrder.ToChannelsLast<float>(workers, batch, channels, pixels, x, last);
        for (var i = 0; i < x.Length; i++)
        {
            var (sample, c, p) = (i / (channels * pixels), i / pixels % channels, i % pixels);
            Assert.AreEqual(x[i], last[(sample * pixels + p) * channels + c]);
        }
        ChannelOrder.ToChannelsFirst<float>(workers, batch, channels, pixels, last, first);
        CollectionAssert.AreEqual(x, first);
    }

    [TestMethod]
    public void ToChannelsLast_WrongLength_NamesWhatWasExpected() => Assert.AreEqual(
        "2 images of 3 × 4 have 24 elements; found 23 and 24.",
        Assert.ThrowsExactly<ArgumentException>(
            () => ChannelOrder.ToChannelsLast<float>(WorkerPool.Single, 2, 3, 4, new float[23], new float[24])).Message);
}
