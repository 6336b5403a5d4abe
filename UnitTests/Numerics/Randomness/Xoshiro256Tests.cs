using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests.Numerics.Randomness;

[TestClass]
public class Xoshiro256Tests
{
    /// <summary>
    /// State 1, 2, 3, 4: the first three outputs follow from the published algorithm by hand: rotl(2 · 5, 7) · 9 = 11520, then 0, then
    /// 1509978240.
    /// </summary>
    [TestMethod]
    public void NextUInt64_SmallState_GivesThePublishedSequence()
    {
        var random = new Xoshiro256([1UL, 2, 3, 4, 0]);
        Assert.AreEqual(11520UL, random.NextUInt64());
        Assert.AreEqual(0UL, random.NextUInt64());
        Assert.AreEqual(1509978240UL, random.NextUInt64());
    }

    [TestMethod]
    public void GetState_Continued_GivesTheSameNumbers()
    {
        var random = new Xoshiro256(3, RandomPurpose.Dropout);
        random.NextNormal();
        var copy = new Xoshiro256(random.GetState());
        for (var i = 0; i < 10; i++)
            Assert.AreEqual(random.NextNormal(), copy.NextNormal());
    }

    [TestMethod]
    public void Constructor_OtherSeedOrPurpose_GivesOtherNumbers()
    {
        var values = new[]
        {
            new Xoshiro256(1, RandomPurpose.Initialization), new Xoshiro256(2, RandomPurpose.Initialization),
            new Xoshiro256(1, RandomPurpose.Shuffling), new Xoshiro256(-1, RandomPurpose.Shuffling),
        }.Select(r => r.NextUInt64()).ToArray();
        Assert.HasCount(4, values.Distinct());
    }

    /// <summary>Mean and variance of 100 000 draws lie within five standard errors.</summary>
    [TestMethod]
    public void NextNormal_ManyDraws_HasMeanZeroAndVarianceOne()
    {
        var random = new Xoshiro256(5, RandomPurpose.Generation);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];
        Assert.AreEqual(0, draws.Average(), 5 / Math.Sqrt(100_000));
        Assert.AreEqual(1, draws.Average(d => d * d), 5 * Math.Sqrt(2.0 / 100_000));
    }

    [TestMethod]
    public void NextInt32_AllValues_ComeEquallyOften()
    {
        var random = new Xoshiro256(5, RandomPurpose.Generation);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.NextInt32(7)]++;
        Assert.IsTrue(counts.All(c => Math.Abs(c - 10_000) < 5 * Math.Sqrt(10_000)), string.Join(", ", counts));
    }

    [TestMethod]
    public void Constructor_BadState_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new Xoshiro256(new ulong[4]));
        Assert.ThrowsExactly<ArgumentException>(() => new Xoshiro256(new ulong[5]));
    }
}
