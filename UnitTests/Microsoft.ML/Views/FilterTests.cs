using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Views;

[TestClass]
public sealed class FilterTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(
        new[] { 1f, 2f, float.NaN, 3f, float.PositiveInfinity, -1f }
            .Select((value, i) => new Row { Id = i, Single = value, Double = 2 * value, Key = (uint)i, Vector = [value, 1] }).ToArray());

    [TestMethod]
    public void FilterRowsByColumn_Range_IncludesTheLowerBoundAlone()
    {
        Assert.AreEqual("0 1", Ids(Ml.Data.FilterRowsByColumn(Data, "Single", 1, 3)));
        Assert.AreEqual("0 1 3", Ids(Ml.Data.FilterRowsByColumn(Data, "Double", 2)));
        Assert.AreEqual("0 1 3 5", Ids(Ml.Data.FilterRowsByColumn(Data, "Single")));
    }

    [TestMethod]
    public void FilterRowsByMissingValues_NaNAndMissingKeys_AreLeftOut()
    {
        Assert.AreEqual("0 1 3 4 5", Ids(Ml.Data.FilterRowsByMissingValues(Data, "Single")));
        Assert.AreEqual("0 1 3 4 5", Ids(Ml.Data.FilterRowsByMissingValues(Data, "Vector")));
        Assert.AreEqual("0 1 2 3 4", Ids(Ml.Data.FilterRowsByMissingValues(Data, "Key")), "key 5 of 5 is missing");
        Assert.AreEqual("0 1 3 4", Ids(Ml.Data.FilterRowsByMissingValues(Data, "Key", "Double")));
    }

    [TestMethod]
    public void FilterRowsByKeyColumnFraction_Half_TakesTheFirstKeys() =>
        Assert.AreEqual("0 1", Ids(Ml.Data.FilterRowsByKeyColumnFraction(Data, "Key", 0, 0.5)));

    [TestMethod]
    public void TakeAndSkip_Together_GiveAPage()
    {
        var page = Ml.Data.TakeRows(Ml.Data.SkipRows(Data, 2), 3);

        Assert.AreEqual("2 3 4", Ids(page));
        Assert.AreEqual(3, page.GetRowCount());
        Assert.AreEqual("", Ids(Ml.Data.SkipRows(Data, 99)));
    }

    [TestMethod]
    public void Filters_WrongArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByColumn(Data, "Single", 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByColumn(Data, "Nope"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByMissingValues(Data));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByMissingValues(Data, "Nope"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.TakeRows(Data, 0));
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByMissingValues(Data, "Id"));
        Assert.Contains("Column 'Id' has type Int32 which does not support missing values", exception.Message);
        exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByColumn(Data, "Vector", 1, 3));
        Assert.Contains("Schema mismatch for filter column 'Vector': expected number, got Vector<Single, 2>", exception.Message);
    }

    private static string Ids(IDataView view) => string.Join(' ', view.GetColumn<int>("Id"));

    private sealed class Row
    {
        public int Id { get; set; }

        public float Single { get; set; }

        public double Double { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];
    }
}
