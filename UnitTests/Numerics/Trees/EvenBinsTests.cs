using MlPipelines.Numerics.Trees;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class EvenBinsTests
{
    [TestMethod]
    public void Starts_EqualCounts_AreEven() => CollectionAssert.AreEqual(new[] { 0, 2, 4, 6, 8 }, EvenBins.Starts([3, 3, 3, 3, 3, 3, 3, 3], 4));

    [TestMethod]
    public void Starts_OneBin_HoldsAll() => CollectionAssert.AreEqual(new[] { 0, 3 }, EvenBins.Starts([5, 1, 9], 1));

    [TestMethod]
    public void Starts_OneValueTooMany_TheTwoRarestNeighborsShare() => CollectionAssert.AreEqual(new[] { 0, 1, 3, 4 }, EvenBins.Starts([9, 2, 3, 9], 3));

    [TestMethod]
    public void Starts_HeavyValueInTheMiddle_HasABinOfItsOwn() => CollectionAssert.AreEqual(new[] { 0, 3, 4, 7 }, EvenBins.Starts([2, 2, 2, 90, 2, 2, 2], 3));

    [TestMethod]
    public void Starts_RandomCounts_NoBoundaryCanMoveForLess()
    {
        var random = new Random(4);
        for (int round = 0; round < 300; round++)
        {
            int[] counts = [.. Enumerable.Range(0, random.Next(3, 60)).Select(_ => random.Next(4) == 0 ? random.Next(1, 500) : random.Next(1, 9))];
            int bins = random.Next(1, counts.Length);

            int[] starts = EvenBins.Starts(counts, bins);

            Assert.HasCount(bins + 1, starts);
            Assert.AreEqual((0, counts.Length), (starts[0], starts[^1]));
            Assert.IsTrue(starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second), "a bin without values");
            long sum = SumOfSquares(counts, starts);
            for (int bin = 1; bin < bins; bin++)
            {
                for (int to = starts[bin - 1] + 1; to < starts[bin + 1]; to++)
                {
                    int[] moved = [.. starts];
                    moved[bin] = to;
                    Assert.IsGreaterThanOrEqualTo(sum, SumOfSquares(counts, moved), $"round {round}: boundary {bin} from {starts[bin]} to {to}");
                }
            }
        }
    }

    [TestMethod]
    public void LeastSharing_OfCounts_IsNeverAboveThatOfADivisionAndThatOfEvenOnes()
    {
        Assert.AreEqual(EvenBins.Sharing([3, 3, 3, 3], [0, 2, 4]), EvenBins.LeastSharing([3, 3, 3, 3], 2));
        Assert.AreEqual(0, EvenBins.LeastSharing([100, 1, 1], 2));
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            int[] counts = [.. Enumerable.Range(0, 40).Select(_ => 1 + random.Next(30))];
            Assert.IsLessThanOrEqualTo(EvenBins.Sharing(counts, EvenBins.Starts(counts, 9)), EvenBins.LeastSharing(counts, 9));
        }
    }

    [TestMethod]
    public void Sharing_OfBins_IsWhatTheirValuesAddToTheSquares()
    {
        Assert.AreEqual(0, EvenBins.Sharing([3, 4, 5], [0, 1, 2, 3]));
        Assert.AreEqual((3 + 4) * (3 + 4) - 9 - 16, EvenBins.Sharing([3, 4, 5], [0, 2, 3]));
        Assert.AreEqual(144 - 9 - 16 - 25, EvenBins.Sharing([3, 4, 5], [0, 3]));
    }

    [TestMethod]
    public void Quantity_UnevenValues_AreHalvedWhereAskedFor()
    {
        // Filled bins put the four rare values together and leave a bin over.
        float[] values = [.. new[] { 100, 1, 1, 1, 1, 5, 5, 5 }.SelectMany((count, value) => Enumerable.Repeat((float)value, count))];

        CollectionAssert.AreEqual(new[] { 0.5f, 4.5f, 5.5f, 6.5f }, BinMapper.Quantity(values, 6).UpperBounds.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5f, 2.5f, 4.5f, 5.5f, 6.5f }, BinMapper.Quantity(values, 6, BinDivision.Halved).UpperBounds.ToArray());
        float[] even = [.. Enumerable.Range(0, 10_000).Select(i => (float)i)];
        CollectionAssert.AreEqual(BinMapper.Quantity(even, 255).UpperBounds.ToArray(), BinMapper.Quantity(even, 255, BinDivision.Halved).UpperBounds.ToArray());
    }

    [TestMethod]
    public void Starts_AsManyBinsAsValues_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EvenBins.Starts([1, 2], 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EvenBins.Starts([1, 2], 0));
    }

    private static long SumOfSquares(int[] counts, int[] starts) => starts.Zip(starts.Skip(1), (start, end) =>
    {
        long rows = counts[start..end].Sum();
        return rows * rows;
    }).Sum();
}
