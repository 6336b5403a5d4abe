using MlPipelines.Numerics.Trees;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class BinnedMatrixTests
{
    [TestMethod]
    public void Create_NoRows_IsRefused()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(Array.Empty<float>(), 0, 3));
        StringAssert.StartsWith(error.Message, "There are no training rows: at least one is needed.");
    }

    [TestMethod]
    public void Create_WrongLength_SaysWhatIsNeeded()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(new float[7], 2, 3));
        StringAssert.StartsWith(error.Message, "The features hold 7 values; 2 rows of 3 columns need 6.");
    }

    [TestMethod]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Create_InfiniteValue_NamesRowAndColumn(float infinite)
    {
        float[] features = new float[60];
        features[2 * 20 + 17] = infinite;
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(features, 3, 20));
        StringAssert.StartsWith(error.Message, "The feature at row 2, column 17 is infinite: features must be finite, or NaN where missing.");
    }

    [TestMethod]
    public void Create_BadOptions_AreRefused()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { MaximumBinCount = 256 }));
        Assert.AreEqual("MaximumBinCount is 256; it must be between 2 and 255.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { CategoricalColumns = [1] }));
        Assert.AreEqual("The categorical column 1 does not exist: the features have columns 0 to 0.", error.Message);
    }

    [TestMethod]
    public void Create_AnyThreadCount_GivesTheSameGroups()
    {
        float[] features = TreeData.Features(700, 40, 5, missing: 0.05);
        BinnedMatrix one = BinnedMatrix.Create(features, 700, 40, new BinningOptions { Threads = 1 });
        BinnedMatrix three = BinnedMatrix.Create(features, 700, 40, new BinningOptions { Threads = 3 });
        Assert.HasCount(one.Groups.Length, three.Groups);
        for (int f = 0; f < 40; f++) CollectionAssert.AreEqual(one.ColumnBins[f], three.ColumnBins[f]);
        for (int g = 0; g < one.Groups.Length; g++)
        {
            CollectionAssert.AreEqual(one.Groups[g].Bins, three.Groups[g].Bins);
            CollectionAssert.AreEqual(one.Groups[g].Entries[..one.Groups[g].RowStarts.LastOrDefault()], three.Groups[g].Entries[..three.Groups[g].RowStarts.LastOrDefault()]);
        }
    }

    [TestMethod]
    public void Merge_RepeatedRows_KeepsOneOfEach()
    {
        float[] features = [1, 5, 2, 5, 1, 5, 2, 6, 1, 5, 2, 5];
        BinnedMatrix matrix = BinnedMatrix.Create(features, 6, 2);
        (BinnedMatrix merged, int[] rows) = RowMerger.Merge(matrix, 1)!.Value;
        Assert.AreEqual(3, merged.Rows);
        CollectionAssert.AreEqual(new[] { 0, 1, 0, 2, 0, 1 }, rows);
        CollectionAssert.AreEqual(new byte[] { 0, 1, 1 }, merged.ColumnBins[0]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 1 }, merged.ColumnBins[1]);
    }

    [TestMethod]
    public void Merge_DistinctRows_DoesNotPay()
    {
        float[] features = [.. Enumerable.Range(0, 200).Select(i => (float)i)];
        Assert.IsNull(RowMerger.Merge(BinnedMatrix.Create(features, 200, 1), 1));
    }
}
