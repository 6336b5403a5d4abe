using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class HistogramBuilderTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 2)]
    [DataRow(7, 3)]
    [DataRow(513, 2)]
    [DataRow(900, 17)]
    [DataRow(20000, 13)]
    [DataRow(3000, 100)]
    public void Build_AnyRowsAndThreads_EqualsNaiveSums(int rows, int columns)
    {
        foreach (var all in (bool[])[true, false])
        {
            var matrix = BinnedMatrix.Create(
                TreeData.Features(rows, columns, rows, missing: 0.1), rows, columns, new BinningOptions { BinSetCount = 2 });
            var random = new Random(columns);
            long[] packed = [.. Enumerable.Range(0, rows).Select(_ => ((long)random.Next(-1000, 1000) << 32) + random.Next(1000))];
            int[] chosen = [.. Enumerable.Range(0, rows).Where(_ => all || random.Next(3) > 0)];
            Assert.HasCount(rows < 900 ? 1 : 2, matrix.Views);
            foreach (var (view, threads) in matrix.Views.SelectMany(view => ((int[])[1, 2, 3]).Select(threads => (view, threads))))
            {
                if (view.HistogramLength == 0)
                    continue;
                var actual = new HistogramPool(view.HistogramLength).Take();
                HistogramBuilder.Build(view, packed, chosen, all, chosen.Sum(r => packed[r]), actual, threads);
                CollectionAssert.AreEqual(Naive(view, packed, chosen), actual[..view.HistogramLength]);
            }
        }
    }

    [TestMethod]
    public void Build_DenseAndSparseFeatures_AreBothPresentInTheseTests()
    {
        var matrix = BinnedMatrix.Create(TreeData.Features(900, 17, 900), 900, 17);
        Assert.IsTrue(matrix.Views[0].Groups.Any(g => g.IsSparse));
        Assert.IsTrue(matrix.Views[0].Groups.Any(g => !g.IsSparse));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(17)]
    [DataRow(64)]
    public void Subtract_Child_LeavesTheOtherChild(int length)
    {
        var random = new Random(length);
        long[] a = [.. Enumerable.Range(0, length).Select(_ => ((long)random.Next(-1000, 1000) << 32) + random.Next(1000))];
        long[] b = [.. Enumerable.Range(0, length).Select(_ => ((long)random.Next(-1000, 1000) << 32) + random.Next(1000))];
        long[] parent = [.. a.Zip(b, (x, y) => x + y)];
        HistogramBuilder.Subtract(parent, b, length);
        CollectionAssert.AreEqual(a, parent);
    }

    private static long[] Naive(BinView view, long[] packed, int[] rows)
    {
        var histogram = new long[view.HistogramLength];
        for (var f = 0; f < view.Features.Length; f++)
        {
            if (view.HistogramOffsets[f] < 0)
                continue;
            foreach (var row in rows)
                histogram[view.HistogramOffsets[f] + view.Columns[f][row]] += packed[row];
        }

        return histogram;
    }
}
