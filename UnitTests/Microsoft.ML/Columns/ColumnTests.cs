using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Columns;

[TestClass]
public sealed class ColumnTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[] { new Row { A = 1, B = 2, C = "x" }, new Row { A = 3, B = 4, C = "y" } });

    [TestMethod]
    public void CopyColumns_OntoAnExistingName_HidesItInPlace()
    {
        var copied = Ml.Transforms.CopyColumns("A", "B").Fit(Data).Transform(Data);

        Assert.AreEqual("A: Int32, A: Double, B: Double, C: String", string.Join(", ", copied.Schema));
        Assert.IsTrue(copied.Schema[0].IsHidden);
        CollectionAssert.AreEqual(new[] { 2.0, 4.0 }, copied.GetColumn<double>("A").ToArray());
        CollectionAssert.AreEqual(new[] { 1, 3 }, copied.GetColumn<int>(copied.Schema[0]).ToArray(), "the hidden column can still be read");
    }

    [TestMethod]
    public void SelectColumns_Names_KeepTheirOrder()
    {
        var selected = Ml.Transforms.SelectColumns("C", "A").Fit(Data).Transform(Data);

        Assert.AreEqual("C: String, A: Int32", string.Join(", ", selected.Schema));
        CollectionAssert.AreEqual(new[] { 1, 3 }, selected.GetColumn<int>("A").ToArray());
    }

    [TestMethod]
    public void SelectColumns_Hidden_AreKeptOnDemand()
    {
        var chain = Ml.Transforms.CopyColumns("A", "B").Append(Ml.Transforms.SelectColumns(["A"], keepHidden: true));

        Assert.AreEqual("A: Int32, A: Double", string.Join(", ", chain.Fit(Data).Transform(Data).Schema));
    }

    [TestMethod]
    public void DropColumns_Name_DropsHiddenOnesToo()
    {
        var chain = Ml.Transforms.CopyColumns("A", "B").Append(Ml.Transforms.DropColumns("A"));

        Assert.AreEqual("B: Double, C: String", string.Join(", ", chain.Fit(Data).Transform(Data).Schema));
    }

    [TestMethod]
    public void Fit_MissingColumns_NamesThemAll()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Transforms.SelectColumns("Q", "R", "A").Fit(Data));
        Assert.Contains("Could not find input column 'Q,R'", exception.Message);
        exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Transforms.CopyColumns("X", "Q").Fit(Data));
        Assert.Contains("Could not find input column 'Q'", exception.Message);
    }

    private sealed class Row
    {
        public int A { get; set; }

        public double B { get; set; }

        public string C { get; set; } = "";
    }
}
