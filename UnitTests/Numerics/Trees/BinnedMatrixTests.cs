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

    /// <summary>No more sets than the values can fill; together these have all thresholds, and each of them every so-many-th.</summary>
    [TestMethod]
    [DataRow(255, 3, 1, 254)]
    [DataRow(256, 3, 1, 254)]
    [DataRow(508, 3, 1, 254)]
    [DataRow(509, 3, 2, 508)]
    [DataRow(509, 1, 1, 254)]
    [DataRow(763, 3, 3, 762)]
    [DataRow(5000, 3, 3, 762)]
    [DataRow(5000, 16, 16, 4064)]
    public void Create_BinSets_DealOutAllThresholds(int values, int most, int sets, int thresholds)
    {
        float[] x = [.. Enumerable.Range(0, values).Select(i => (float)i), float.NaN];
        var matrix = BinnedMatrix.Create(x, x.Length, 1, new BinningOptions { BinSetCount = most });

        var all = matrix.Features.Single().UpperBounds.ToArray();
        Assert.HasCount(thresholds, all);
        Assert.HasCount(sets, matrix.Views);
        for (var turn = 0; turn < sets; turn++)
        {
            var view = matrix.View(1 + turn);
            Assert.AreSame(view, matrix.View(1 + turn + 2 * sets));
            var bins = view.Features.Single();
            CollectionAssert.AreEqual(all.Where((_, i) => i % sets == turn).ToArray(), bins.UpperBounds.ToArray());
            Assert.IsTrue(bins.HasMissing);
            for (var row = 0; row < x.Length; row++)
                Assert.AreEqual(bins.Bin(x[row]), view.Columns[0][row]);
        }
    }

    /// <summary>A feature of one set is held once; the others have their own places behind it in the histograms.</summary>
    [TestMethod]
    public void Create_FeaturesWithFewAndManyValues_ShareWhatIsTheSame()
    {
        float[] x = [.. Enumerable.Range(0, 900).SelectMany(i => (float[])[i, i % 7, (i * 7) % 900, 3])];
        var matrix = BinnedMatrix.Create(x, 900, 4, new BinningOptions { BinSetCount = 2 });
        Assert.HasCount(2, matrix.Views);
        var (first, second) = (matrix.Views[0], matrix.Views[1]);
        Assert.AreSame(first.Columns[1], second.Columns[1]);
        Assert.AreSame(first.Groups[0], second.Groups[0]);
        foreach (var view in matrix.Views)
        {
            CollectionAssert.AreEqual(new[] { 7, 0, 262, -1 }, view.HistogramOffsets);
            Assert.AreEqual(7 + 2 * 255, view.HistogramLength);
            CollectionAssert.AreEqual(new[] { 0, 1, 2 }, view.Groups.SelectMany(group => group.Features).Order().ToArray());
        }

        CollectionAssert.AreNotEqual(first.Columns[0], second.Columns[0]);
    }

    [TestMethod]
    public void Create_BadOptions_AreRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { MaximumBinCount = 256 }));
        Assert.AreEqual("MaximumBinCount is 256; it must be between 2 and 255.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(
            () => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { BinSetCount = 17 }));
        Assert.AreEqual("BinSetCount is 17; it must be between 1 and 16.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(
            () => BinnedMatrix.Create(new float[2], 2, 1, new BinningOptions { CategoricalColumns = [1] }));
        Assert.AreEqual("The categorical column 1 does not exist: the features have columns 0 to 0.", error.Message);
    }

    [TestMethod]
    public void Create_AnyThreadCount_GivesTheSameGroups()
    {
        var features = TreeData.Features(700, 40, 5, missing: 0.05);
        var one = BinnedMatrix.Create(features, 700, 40, new BinningOptions { BinSetCount = 2, Threads = 1 });
        var three = BinnedMatrix.Create(features, 700, 40, new BinningOptions { BinSetCount = 2, Threads = 3 });
        Assert.HasCount(2, one.Views);
        foreach (var (expected, actual) in one.Views.Zip(three.Views))
        {
            Assert.HasCount(expected.Groups.Length, actual.Groups);
            for (var f = 0; f < 40; f++)
                CollectionAssert.AreEqual(expected.Columns[f], actual.Columns[f]);
            foreach (var (a, b) in expected.Groups.Zip(actual.Groups))
            {
                CollectionAssert.AreEqual(a.Bins, b.Bins);
                CollectionAssert.AreEqual(a.Entries[..a.RowStarts.LastOrDefault()], b.Entries[..b.RowStarts.LastOrDefault()]);
            }
        }
    }

    /// <summary>With very many rows a group's bins would not fit into one array.</summary>
    [TestMethod]
    public void Arrange_GroupsThatWouldBeTooLarge_AreDivided()
    {
        const int Rows = 700;
        var matrix = BinnedMatrix.Create(TreeData.Features(Rows, 40, 5), Rows, 40, new BinningOptions { BinSetCount = 1 });
        var view = matrix.Views[0];
        var (groups, offsets, end) = FeatureGrouping.Arrange(
            Rows, view.Features, view.Columns, [.. Enumerable.Range(0, 40)], start: 0, threads: 1, largestArray: 5 * Rows);
        Assert.IsLessThan(groups.Length, view.Groups.Length);
        Assert.IsTrue(groups.Any(g => g.IsSparse) && groups.Any(g => !g.IsSparse));
        Assert.IsTrue(groups.All(g => g.Bins.Length <= 5 * Rows && g.Entries.Length <= 5 * Rows));
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).ToArray(), groups.SelectMany(g => g.Features).Order().ToArray());
        CollectionAssert.AreEqual(view.HistogramOffsets, offsets);
        Assert.AreEqual(view.HistogramLength, end);
    }

    [TestMethod]
    public void Merge_RepeatedRows_KeepsOneOfEach()
    {
        float[] features = [1, 5, 2, 5, 1, 5, 2, 6, 1, 5, 2, 5];
        var matrix = BinnedMatrix.Create(features, 6, 2);
        var (merged, rows) = RowMerger.Merge(matrix, 1)!.Value;
        Assert.AreEqual(3, merged.Rows);
        CollectionAssert.AreEqual(new[] { 0, 1, 0, 2, 0, 1 }, rows);
        CollectionAssert.AreEqual(new byte[] { 0, 1, 1 }, merged.Views.Single().Columns[0]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 1 }, merged.Views.Single().Columns[1]);
    }

    /// <summary>Rows are equal where they are so in every set.</summary>
    [TestMethod]
    public void Merge_BinSets_KeepsRowsApartThatAnySetTellsApart()
    {
        // Six thresholds, three for each of two sets; every value twice.
        float[] x = [.. Enumerable.Range(0, 14).Select(i => (float)(i / 2))];
        var matrix = BinnedMatrix.Create(x, 14, 1, new BinningOptions { MaximumBinCount = 4, BinSetCount = 2 });
        Assert.HasCount(2, matrix.Views);
        var (merged, rows) = RowMerger.Merge(matrix, 1)!.Value;
        Assert.AreEqual(7, merged.Rows);
        CollectionAssert.AreEqual(Enumerable.Range(0, 14).Select(i => i / 2).ToArray(), rows);
        CollectionAssert.AreEqual(new byte[] { 0, 1, 1, 2, 2, 3, 3 }, merged.Views[0].Columns[0]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 1, 1, 2, 2, 3 }, merged.Views[1].Columns[0]);
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
                foreach (var (a, b) in expected.Views.Zip(actual.Views))
                    CollectionAssert.AreEqual(a.Columns[f], b.Columns[f]);
            }

            Assert.HasCount(expected.Views.Length, actual.Views);
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
        var expected = BinMapper.Quantity(values, 255, 1);
        var matrix = BinnedMatrix.Create(values, 9000, 1, new BinningOptions { BinSetCount = 1 });
        CollectionAssert.AreEqual(expected.UpperBounds.ToArray(), matrix.Features[0].UpperBounds.ToArray());
        for (var row = 0; row < 9000; row++)
            Assert.AreEqual(expected.Bin(values[row]), matrix.Views.Single().Columns[0][row]);
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
