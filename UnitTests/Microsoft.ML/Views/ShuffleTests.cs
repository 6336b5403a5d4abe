using Microsoft.ML;

namespace MlPipelines.UnitTests.MicrosoftML.Views;

/// <summary>Shuffles and samples give the rows that ML.NET 5.0 gives for the same seed.</summary>
[TestClass]
public sealed class ShuffleTests
{
    [TestMethod]
    public void ShuffleRows_Seed_GivesMLNetsOrder()
    {
        var ml = new MLContext(1);

        var shuffled = ml.Data.ShuffleRows(Numbered.Load(ml), seed: 5);

        const string Expected = "55 48 34 59 3 53 21 19 22 12 56 51 57 13 47 32 10 27 49 58 35 30 0 41 20 31 18 14 33 29 37 39 8 11 23 16 5 36 42 44 46 45 2 43 25 28 26 6 4 54 52 1 7 24 17 15 38 40 50 9";
        Assert.AreEqual(Expected, Numbered.Ids(shuffled));
        Assert.AreEqual(Expected, Numbered.Ids(shuffled), "another reading");
    }

    [TestMethod]
    public void ShuffleRows_SmallPool_GivesMLNetsOrder()
    {
        var ml = new MLContext(1);

        Assert.StartsWith("9 8 7 12 13 4 1 0 10 2 19 6 21 5 3 18 25 11", Numbered.Ids(ml.Data.ShuffleRows(Numbered.Load(ml), seed: 5, shufflePoolSize: 10)));
    }

    [TestMethod]
    public void ShuffleRows_OfCache_ShufflesTheSourceToo()
    {
        var ml = new MLContext(1);
        var cache = ml.Data.Cache(Numbered.Load(ml));

        Assert.StartsWith("42 54 39 10 53 28 3 0 51 24", Numbered.Ids(ml.Data.ShuffleRows(cache, seed: 5)));
        Assert.StartsWith("37 18 16 53 9 56 4 47 21", Numbered.Ids(ml.Data.ShuffleRows(cache, seed: 5, shufflePoolSize: 1)));
        Assert.StartsWith("54 14 7 43 34 36 52 20", Numbered.Ids(ml.Data.ShuffleRows(cache, seed: 5, shuffleSource: false)));
    }

    [TestMethod]
    public void ShuffleRows_NoSeed_DrawsFromTheContextAsMLNet()
    {
        var ml = new MLContext(1);
        var data = Numbered.Load(ml);

        ml.Data.Cache(data);
        for (var i = 0; i < 6; i++)
            ml.Data.ShuffleRows(data, seed: i);

        Assert.StartsWith("24 21 31 19 56 35 9 28 47 0", Numbered.Ids(ml.Data.ShuffleRows(data)));
        Assert.StartsWith("33 11 5 48 14 59 3 6 7 46", Numbered.Ids(ml.Data.ShuffleRows(data)));
    }

    [TestMethod]
    public void BootstrapSample_Seed_GivesMLNetsRows()
    {
        var ml = new MLContext(1);
        var data = Numbered.Load(ml);

        Assert.AreEqual(
            "1 1 5 6 7 7 8 9 9 10 12 13 13 14 14 16 17 17 17 18 19 19 19 23 23 26 29 29 29 30 31 33 33 35 35 38 38 39 40 40 40 41 43 45 48 48 50 50 50 50 50 52 54 54 56 59",
            Numbered.Ids(ml.Data.BootstrapSample(data, seed: 3)));
        Assert.AreEqual(
            "0 2 3 4 11 15 20 21 22 24 25 27 28 32 34 36 37 42 44 46 47 49 51 53 55 57 58",
            Numbered.Ids(ml.Data.BootstrapSample(data, seed: 3, complement: true)));
    }

    [TestMethod]
    public void ShuffleRows_PoolOfZero_Throws()
    {
        var ml = new MLContext(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.ShuffleRows(Numbered.Load(ml), shufflePoolSize: 0));
    }
}
