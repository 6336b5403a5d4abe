using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class BinnedMatrixTests
{
    [TestMethod]
    public void Create_NoRows_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(Array.Empty<float>(), 0, 3));
        StringAssert.StartsWith(error.Message, "There are no training rows: at least one is needed.");
    }

    [TestMethod]
    public void Create_WrongLength_SaysWhatIsNeeded()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(new float[7], 2, 3));
        StringAssert.StartsWith(error.Message, "The features hold 7 values; 2 rows of 3 columns need 6.");
    }

    [TestMethod]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Create_InfiniteValue_NamesRowAndColumn(float infinite)
    {
        var features = new float[60];
        features[2 * 20 + 17] = infinite;
        var error = Assert.ThrowsExactly<ArgumentException>(() => BinnedMatrix.Create(features, 3, 20));
        StringAssert.StartsWith(
            error.Message, "The feature at row 2, column 17 is infinite: features must be finite, or NaN where missing.");
    }

    [TestMethod]
    [DataRow(255, 1)]
    [DataRow(256, 2)]
    [DataRow(509, 2)]
    [DataRow(510, 3)]
    [DataRow(1020, 5)]
    public void Create_ManyBins_SlicesOfBytesHaveAllThresholds(int values, int slices)
    {
        float[] x = [.. Enumerable.Range(0, values).Select(i => (float)i), float.NaN];
        var matrix = BinnedMatrix.Create(x, x.Length, 1, new BinningOptions { MaximumBinCount = 1020 });

        Assert.AreEqual(values, matrix.Features.Single().ValueBinCount);
        Assert.HasCount(slices, matrix.Slices);
        Assert.IsTrue(matrix.Slices.All(slice => slice.ValueBinCount <= 255 && slice.HasMissing));
        CollectionAssert.AreEqual(
            matrix.Features[0].UpperBounds.ToArray(), matrix.Slices.SelectMany(slice => slice.UpperBounds.ToArray()).Order().ToArray());
        for (var slice = 0; slice < slices; slice++)
        {
            for (var row = 0; row < x.Length; row++)
                Assert.AreEqual(matrix.Slices[slice].Bin(x[row]), matrix.ColumnBins[slice][row]);
        }
    }

    [TestMethod]
    public void Create_BadOptions_AreRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { MaximumBinCount = 1021 }));
        Assert.AreEqual("MaximumBinCount is 1021; it must be between 2 and 1020.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(
            () => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { CategoricalColumns = [1] }));
        Assert.AreEqual("The categorical column 1 does not exist: the features have columns 0 to 0.", error.Message);
    }

    [TestMethod]
    public void Create_AnyThreadCount_GivesTheSameGroups()
    {
        var features = TreeData.Features(700, 40, 5, missing: 0.05);
        var one = BinnedMatrix.Create(features, 700, 40, new BinningOptions { Threads = 1 });
        var three = BinnedMatrix.Create(features, 700, 40, new BinningOptions { Threads = 3 });
        Assert.HasCount(one.Groups.Length, three.Groups);
        for (var f = 0; f < 40; f++)
            CollectionAssert.AreEqual(one.ColumnBins[f], three.ColumnBins[f]);
        for (var g = 0; g < one.Groups.Length; g++)
        {
            CollectionAssert.AreEqual(one.Groups[g].Bins, three.Groups[g].Bins);
            CollectionAssert.AreEqual(one.Groups[g].Entries[..one.Groups[g].RowStarts.LastOrDefault()],
                three.Groups[g].Entries[..three.Groups[g].RowStarts.LastOrDefault()]);
        }
    }

    /// <summary>With very many rows a group's bins would not fit into one array.</summary>
    [TestMethod]
    public void Arrange_GroupsThatWouldBeTooLarge_AreDivided()
    {
        const int Rows = 700;
        var matrix = BinnedMatrix.Create(TreeData.Features(Rows, 40, 5), Rows, 40);
        FeatureBins[] bins = [.. matrix.Features];
        var (groups, offsets, length) = FeatureGrouping.Arrange(Rows, bins, matrix.ColumnBins, threads: 1, largestArray: 5 * Rows);
        Assert.IsLessThan(groups.Length, matrix.Groups.Length);
        Assert.IsTrue(groups.Any(g => g.IsSparse) && groups.Any(g => !g.IsSparse));
        Assert.IsTrue(groups.All(g => g.Bins.Length <= 5 * Rows && g.Entries.Length <= 5 * Rows));
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).ToArray(), groups.SelectMany(g => g.Features).Order().ToArray());
        CollectionAssert.AreEqual(matrix.HistogramOffsets, offsets);
        Assert.AreEqual(matrix.HistogramLength, length);
    }

    [TestMethod]
    public void Merge_RepeatedRows_KeepsOneOfEach()
    {
        float[] features = [1, 5, 2, 5, 1, 5, 2, 6, 1, 5, 2, 5];
        var matrix = BinnedMatrix.Create(features, 6, 2);
        var (merged, rows) = RowMerger.Merge(matrix, 1)!.Value;
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

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(256, 1)]
    [DataRow(700, 3)]
    [DataRow(700, 130)]
    [DataRow(3000, 20)]
    public void Build_RowByRow_EqualsCreate(int rows, int columns)
    {
        var features = TreeData.Features(rows, columns, 5, missing: 0.05);
        var expected = BinnedMatrix.Create(features, rows, columns);
        foreach (var expectedRows in (int[])[0, rows])
        {
            var builder = new BinnedMatrixBuilder(columns, expectedRows);
            for (var row = 0; row < rows; row++)
                builder.AddRow(features.AsSpan(row * columns, columns));
            var actual = builder.Build();
            Assert.AreEqual(expected.Rows, actual.Rows);
            for (var f = 0; f < columns; f++)
            {
                CollectionAssert.AreEqual(expected.Features[f].UpperBounds.ToArray(), actual.Features[f].UpperBounds.ToArray());
                CollectionAssert.AreEqual(expected.ColumnBins[f], actual.ColumnBins[f]);
            }
        }
    }

    [TestMethod]
    public void AddRow_WrongWidth_SaysWhichRow()
    {
        var builder = new BinnedMatrixBuilder(2);
        builder.AddRow([1, 2]);
        var error = Assert.ThrowsExactly<ArgumentException>(() => builder.AddRow([1, 2, 3]));
        StringAssert.StartsWith(error.Message, "Row 1 has 3 features; the rows before have 2.");
    }

    [TestMethod]
    public void Build_NoRows_IsRefused() =>
        Assert.AreEqual("There are no training rows: at least one is needed.",
            Assert.ThrowsExactly<ArgumentException>(() => new BinnedMatrixBuilder(2).Build()).Message);

    /// <summary>A byte for each value while these are few, floats from the 257th on: both ways give the bins of the whole column.</summary>
    [TestMethod]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(5000)]
    public void Encode_AnyNumberOfDistinctValues_EqualsBinningTheColumn(int distinct)
    {
        var random = new Random(distinct);
        float[] values = [.. Enumerable.Range(0, 9000)
            .Select(i => i < distinct ? i * 0.5f : random.Next(20) == 0 ? float.NaN : random.Next(distinct) * 0.5f)];
        var expected = BinMapper.Quantity(values, 255);
        var matrix = BinnedMatrix.Create(values, 9000, 1);
        CollectionAssert.AreEqual(expected.UpperBounds.ToArray(), matrix.Features[0].UpperBounds.ToArray());
        for (var row = 0; row < 9000; row++)
            Assert.AreEqual(expected.Bin(values[row]), matrix.ColumnBins[0][row]);
    }

    [TestMethod]
    public void AddRow_AfterBuild_IsRefused()
    {
        var builder = new BinnedMatrixBuilder(1);
        builder.AddRow([1]);
        builder.Build();
        Assert.ThrowsExactly<ObjectDisposedException>(() => builder.AddRow([2]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => builder.Build());
    }

    /// <summary>A block that was refused is in some columns and not in others.</summary>
    [TestMethod]
    public void AddRow_AfterARefusedBlock_IsRefused()
    {
        var builder = new BinnedMatrixBuilder(2);
        for (var row = 0; row < 255; row++)
            builder.AddRow([row, row]);
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddRow([1, float.PositiveInfinity]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => builder.AddRow([1, 2]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => builder.Build());
    }
}
