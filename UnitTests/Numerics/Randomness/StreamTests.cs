using MlPipelines.Data.Generation;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests.Numerics.Randomness;

/// <summary>
/// The first numbers of every kind of stream, as they were from the start: weights, orders, generated data and trees of any seed stay what
/// they are.
/// </summary>
[TestClass]
public sealed class StreamTests
{
    [TestMethod]
    public void Xoshiro256_SeedAndPurpose_GivesTheSameNumbersAsEver()
    {
        var random = new Xoshiro256(3, RandomPurpose.Dropout);
        Assert.AreEqual(15330408577497699646UL, random.NextUInt64());
        Assert.AreEqual(0.48604188185023633, random.NextDouble());
        Assert.AreEqual(1.7213392890626702, random.NextNormal());
        Assert.AreEqual(0.3569883008456878, random.NextNormal());
        Assert.AreEqual(532, random.NextInt32(1000));
        Assert.AreEqual(0.3675615909034544, random.NextUniform(-1, 2));
        Assert.AreEqual(3299059561106014269UL, new Xoshiro256(3, RandomPurpose.Shuffling, turn: 7).NextUInt64());
        Assert.AreEqual(47656050712223840UL, new Xoshiro256(9UL).NextUInt64());
    }

    [TestMethod]
    public void RandomStream_SeedPurposeAndRow_GivesTheSameNumbersAsEver()
    {
        var random = new RandomStream(7, StreamPurpose.Shape, 3);
        int[] order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        random.Shuffle(order.AsSpan());
        CollectionAssert.AreEqual(new[] { 5, 4, 9, 7, 1, 6, 8, 3, 0, 2 }, order);
        Assert.AreEqual(10101003836328825651UL, random.NextBits());
        Assert.AreEqual(0.8809908939113937, random.Uniform());
        Assert.AreEqual(1.959017349095507, random.Uniform(-2, 5));
        Assert.AreEqual(801, random.Below(1000));
        Assert.AreEqual(0.4090550983052051, random.Normal());
        Assert.AreEqual(-1.3471555072646562, random.Normal());
        Assert.AreEqual(7295781118512954256UL, random.NextBits());
    }

    [TestMethod]
    public void ForTree_SeedRoundAndOutput_ChoosesTheSameAsEver()
    {
        var chosen = new int[6];
        var rows = SplitMix64.ForTree(5, 2, -1);
        rows.Choose(40, chosen);
        CollectionAssert.AreEqual(new[] { 6, 13, 14, 15, 31, 36 }, chosen);
        var features = SplitMix64.ForTree(5, 2, 1);
        features.Choose(40, chosen);
        CollectionAssert.AreEqual(new[] { 2, 20, 22, 26, 35, 37 }, chosen);
    }
}
