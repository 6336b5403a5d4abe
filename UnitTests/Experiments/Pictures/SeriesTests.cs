using MlPipelines.Experiments.Pictures;

namespace MlPipelines.UnitTests.Experiments.Pictures;

[TestClass]
public class SeriesTests
{
    [TestMethod]
    public void Thinned_FewPoints_IsTheSame()
    {
        var series = new Series("curve", [1, 2, 3, 4, 5, 6], [3, 1, 2, 5, 4, 6]);

        Assert.AreSame(series, series.Thinned(6));
    }

    [TestMethod]
    public void Thinned_ManyPoints_KeepsEndsSpikesAndTheirBand()
    {
        double[] x = [.. Enumerable.Range(0, 10_001).Select(i => (double)i)], y = [.. x.Select(value => Math.Sin(value / 500))];
        (y[1_234], y[8_765]) = (7, -9);
        var series = new Series("curve", x, y, [.. y.Select(value => value - 1)], [.. y.Select(value => value + 2)]);

        var thinned = series.Thinned(300);

        Assert.IsInRange(200, 300, thinned.X.Count);
        CollectionAssert.AreEqual(thinned.X.Order().Distinct().ToList(), thinned.X.ToList());
        Assert.AreEqual(0, thinned.X[0]);
        Assert.AreEqual(10_000, thinned.X[^1]);
        Assert.AreEqual(7, thinned.Y.Max());
        Assert.AreEqual(-9, thinned.Y.Min());
        foreach (var (i, at) in thinned.X.Index())
        {
            Assert.AreEqual(y[(int)at], thinned.Y[i]);
            Assert.AreEqual(y[(int)at] - 1, thinned.Low![i]);
            Assert.AreEqual(y[(int)at] + 2, thinned.High![i]);
        }
    }

    [TestMethod]
    public void Thinned_Gaps_KeepsTheRest()
    {
        double[] y = [.. Enumerable.Range(0, 1_000).Select(i => i is > 300 and < 700 ? double.NaN : i)];

        var thinned = new Series("curve", [.. Enumerable.Range(0, 1_000).Select(i => (double)i)], y).Thinned(100);

        Assert.AreEqual(999, thinned.Y.Where(double.IsFinite).Max());
        Assert.IsTrue(thinned.Y.Any(double.IsNaN));
    }
}
