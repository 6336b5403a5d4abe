using MlPipelines.Numerics.Randomness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class CrossedMeanTests
{
    [TestMethod]
    public void Of_Values_HaveTheIntervalsOfTheirMeansBySeedAndByRow()
    {
        float[][] values = [[1, 2, 3, 6], [2, 2, 4, 8], [0, 1, 3, 4]];

        var mean = CrossedMean.Of(values);

        Assert.AreEqual(3, mean.Mean);
        Assert.AreEqual(StudentInterval.Of([3, 4, 2]), mean.Seeds);
        var spread = Spread.Of(1, 5 / 3.0, 10 / 3.0, 6);
        Assert.AreEqual(3 - (1.959964 * spread.Deviation / 2), mean.Rows.Low, 1e-5);
        Assert.AreEqual(3 + (1.959964 * spread.Deviation / 2), mean.Rows.High, 1e-5);
    }

    /// <summary>Independent effects of seeds and rows: the variances of both means add up.</summary>
    [TestMethod]
    public void Of_EffectsOfSeedsAndRows_HaveAWidthOfBoth()
    {
        var random = new Xoshiro256(5);
        double[] ofSeed = [.. Enumerable.Range(0, 20).Select(_ => 0.1 * random.NextNormal())];
        double[] ofRow = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())];
        float[][] values = [.. ofSeed.Select(seed => ofRow.Select(row => (float)(seed + row)).ToArray())];

        var both = CrossedMean.Of(values).Both!.Value;

        var error = Math.Sqrt(
            (Math.Pow(Spread.Of(ofSeed).Deviation, 2) / 20 * (19 / 20.0)) + (Math.Pow(Spread.Of(ofRow).Deviation, 2) / 400));
        Assert.AreEqual(2 * 1.96 * error, both.High - both.Low, 0.1 * error * 4);
    }

    [TestMethod]
    public void Of_OneSeed_HasRowsAlone()
    {
        var mean = CrossedMean.Of([[0, 1, 1, 1]]);

        Assert.IsNull(mean.Seeds);
        Assert.IsNull(mean.Both);
        Assert.IsTrue(mean.Rows.Contains(0.75));
    }

    [TestMethod]
    public void Of_SeedsOfOtherRows_AreRefused() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => CrossedMean.Of([[1, 2], [1, 2, 3]])).Message, "found seeds of 2, 3 rows");
}
