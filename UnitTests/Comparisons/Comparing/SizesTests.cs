using MlPipelines.Comparisons.Comparing;

namespace MlPipelines.UnitTests.Comparisons.Comparing;

[TestClass]
public sealed class SizesTests
{
    [TestMethod]
    [DataRow(700, 9, 4.0, 256, 32)]
    [DataRow(7200, 20, 4.0, 256, 8)]
    [DataRow(40_000, 25, 4.0, 64, null)]
    [DataRow(40_000, 25, 70.0, 256, 32)]
    [DataRow(1_000_000, 50, 4.0, null, null)]
    public void For_RowsAndMinutes_MakesNetworksFit(int rows, int features, double minutes, int? epochs, int? members) =>
        Assert.AreEqual(
            new Sizes(epochs, members),
            Sizes.For(rows, features, new CompareSettings { Path = "", Folds = 5, Minutes = minutes, Threads = 2 }.SecondsForAFit));

    [TestMethod]
    public void Remarks_SmallerThanUsual_SayWhat()
    {
        Assert.IsEmpty(new Sizes(256, 32).Remarks(4));
        CollectionAssert.AreEqual(
            new[]
            {
                "RealMLP trains 64 epochs in place of 256, to keep within about 4 minutes (--budget).",
                "TabM is left out, to keep within about 4 minutes (--budget).",
            },
            new Sizes(64, null).Remarks(4).ToList());
    }
}
