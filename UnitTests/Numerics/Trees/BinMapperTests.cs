using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class BinMapperTests
{
    [TestMethod]
    public void Quantity_FewDistinctValues_OneBinForEachWithThresholdsHalfWay()
    {
        var bins = BinMapper.Quantity([3, 1, 3, 7, 1], 255, 1);
        Assert.AreEqual(3, bins.BinCount);
        CollectionAssert.AreEqual(new float[] { 2, 5 }, bins.UpperBounds.ToArray());
        Assert.AreEqual(0, bins.Bin(2), "the upper bound belongs to the bin");
        Assert.AreEqual(1, bins.Bin(2.001f));
        Assert.AreEqual(2, bins.Bin(1e30f));
    }

    [TestMethod]
    public void Quantity_MissingValues_HaveABinOfTheirOwn()
    {
        var bins = BinMapper.Quantity([1, float.NaN, 2], 255, 1);
        Assert.IsTrue(bins.HasMissing);
        Assert.AreEqual(3, bins.BinCount);
        Assert.AreEqual(2, bins.Bin(float.NaN));
    }

    [TestMethod]
    public void Quantity_OnlyMissingValues_HasNoValueBin()
    {
        var bins = BinMapper.Quantity([float.NaN, float.NaN], 255, 1);
        Assert.AreEqual(0, bins.ValueBinCount);
        Assert.IsTrue(bins.IsConstant);
    }

    [TestMethod]
    public void Quantity_ZeroAndMinusZero_AreOneValue()
    {
        Assert.AreEqual(1, BinMapper.Quantity([0f, -0f], 255, 1).BinCount);
        float[] many = [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? 0f : -0f),
            .. Enumerable.Range(1, 2000).Select(i => (float)i)];
        Assert.IsLessThanOrEqualTo(4, BinMapper.Quantity(many, 4, 1).BinCount);
    }

    [TestMethod]
    public void Quantity_NeighboringFloats_AreParted()
    {
        var next = MathF.BitIncrement(1f);
        var bins = BinMapper.Quantity([1f, next], 255, 1);
        Assert.AreEqual(0, bins.Bin(1f));
        Assert.AreEqual(1, bins.Bin(next));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(16)]
    [DataRow(255)]
    public void Quantity_ManyDistinctValues_BinsOfAboutEqualSize(int maximum)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 20000).Select(_ => (float)Math.Exp(3 * random.NextDouble()))];
        var bins = BinMapper.Quantity(values, maximum, 1);
        Assert.AreEqual(maximum, bins.BinCount);
        var counts = new int[maximum];
        foreach (var value in values)
            counts[bins.Bin(value)]++;
        var mean = 20000.0 / maximum;
        Assert.IsLessThanOrEqualTo(mean * 1.3 + 2, counts.Max());
        Assert.IsGreaterThanOrEqualTo(mean * 0.7 - 2, counts.Min());
    }

    [TestMethod]
    public void Quantity_AFrequentValueAmongMany_HasABinOfItsOwn()
    {
        var random = new Random(2);
        float[] values = [.. Enumerable.Range(0, 20000).Select(i => i % 4 == 0 ? 0f : (float)(random.NextDouble() - 0.5))];
        var bins = BinMapper.Quantity(values, 32, 1);
        Assert.IsLessThanOrEqualTo(32, bins.BinCount);
        var zero = bins.Bin(0);
        Assert.IsTrue(values.Where(v => v != 0).All(v => bins.Bin(v) != zero));
    }

    [TestMethod]
    public void Quantity_IncreasingTransformation_GivesTheSameBins()
    {
        var values = TreeData.Features(5000, 1, 3);
        float[] transformed = [.. values.Select(v => MathF.Exp(v / 3) * 7)];
        var a = BinMapper.Quantity(values, 64, 1);
        var b = BinMapper.Quantity(transformed, 64, 1);
        for (var i = 0; i < values.Length; i++)
            Assert.AreEqual(a.Bin(values[i]), b.Bin(transformed[i]));
    }

    [TestMethod]
    public void Bin_WholeColumn_EqualsLinearSearch()
    {
        var values = TreeData.Features(4000, 3, 4, missing: 0.1);
        var bins = BinMapper.Quantity(values, 100, 1);
        var actual = new byte[values.Length];
        bins.Bin(values, actual);
        for (var i = 0; i < values.Length; i++)
        {
            var expected = bins.ValueBinCount;
            if (!float.IsNaN(values[i]))
            {
                expected = 0;
                foreach (var bound in bins.UpperBounds)
                    expected += values[i] > bound ? 1 : 0;
            }
            Assert.AreEqual(expected, actual[i]);
        }
    }

    [TestMethod]
    public void Category_MoreThanBins_RareOnesCountAsMissing()
    {
        var bins = BinMapper.Category([5, 5, 9, 9, 9, 2], 0, 2);
        CollectionAssert.AreEqual(new[] { 5, 9 }, bins.Categories.ToArray());
        Assert.IsTrue(bins.HasMissing);
        Assert.AreEqual(0, bins.Bin(5));
        Assert.AreEqual(1, bins.Bin(9));
        Assert.AreEqual(2, bins.Bin(2));
        Assert.AreEqual(2, bins.Bin(5.5f));
    }

    [TestMethod]
    public void Category_NotAWholeNumber_NamesRowAndColumn()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => BinMapper.Category([1, 2.5f], 3, 255));
        StringAssert.StartsWith(
            error.Message, "Row 1, column 3 holds 2.5, which is not a category: categories are whole numbers from 0 to 65535.");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(17)]
    [DataRow(513)]
    [DataRow(5000)]
    public void RadixSort_AnyFloats_EqualsSort(int n)
    {
        var random = new Random(n);
        float[] values = [.. Enumerable.Range(0, n).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))))];
        float[] expected = [.. values.Order()];
        RadixSort.Ascending(values);
        TreeData.AreSameBits(expected, values);
    }

    /// <summary>Too many categories for a byte each, so that the column is kept as floats and binned at the end.</summary>
    [TestMethod]
    public void Category_HundredsOfThem_TheMostFrequentHaveBins()
    {
        // Category c has c rows, so that those below 45 are the rare ones.
        float[] values = [.. Enumerable.Range(1, 299).SelectMany(c => Enumerable.Repeat((float)c, c)), float.NaN];
        var matrix = BinnedMatrix.Create(values, values.Length, 1, new BinningOptions { CategoricalColumns = [0] });
        var bins = matrix.Features[0];
        CollectionAssert.AreEqual(Enumerable.Range(45, 255).ToArray(), bins.Categories.ToArray());
        Assert.IsTrue(bins.HasMissing);
        for (var row = 0; row < values.Length; row++)
            Assert.AreEqual(values[row] >= 45 ? (int)values[row] - 45 : 255, matrix.Views.Single().Columns[0][row]);
    }
}
