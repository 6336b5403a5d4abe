using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data.Tables;

[TestClass]
public sealed class TimeAndFoldColumnTests
{
    private static readonly string[] FoldNames = ["a", "b", "c"];

    /// <summary>Twenty rows in no order of time, two of each day; y is the number of the day.</summary>
    private static string Days(TemporaryFolder folder) => folder.Write("days.csv", "when,x,fold,y\n" + string.Concat(
        Enumerable.Range(0, 20).Select(i => (Day: (i * 7 % 20 / 2) + 1, i)).Select(
            row => $"2024-01-{row.Day:00},{row.i},{FoldNames[row.i % 3]},{row.Day}.5\n")));

    private static float[] Labels(IDataView? view) => [.. view!.GetColumn<float>("Label")];

    private static DataSet Load(string path, CsvOptions options) => CsvData.Load(path, options).DataSet;

    [TestMethod]
    public void Load_TimeColumn_TestsOnTheLatestRowsAndValidatesOnThoseBefore()
    {
        using var folder = new TemporaryFolder();
        var options = new CsvOptions { TimeColumn = "when", TestShare = 0.2, ValidationShare = 0.1, Ignore = ["fold"] };

        var data = Load(Days(folder), options);

        CollectionAssert.AreEquivalent(new[] { 9.5f, 9.5f, 10.5f, 10.5f }, Labels(data.Test));
        CollectionAssert.AreEquivalent(new[] { 8.5f, 8.5f }, Labels(data.Validation));
        Assert.AreEqual(14, data.TrainRows);
        Assert.IsLessThan(8, Labels(data.Train).Max());
        Assert.IsTrue(data.Encoding!.Columns.Any(column => column.Column == "when"), "it is a feature, too");
    }

    [TestMethod]
    public void Load_TimeColumnThatIsIgnored_OrdersAndIsNoFeature()
    {
        using var folder = new TemporaryFolder();
        var options = new CsvOptions { TimeColumn = "when", TestShare = 0.2, ValidationShare = 0.1, Ignore = ["fold", "when"] };

        var data = Load(Days(folder), options);

        Assert.IsGreaterThan(9, Labels(data.Test).Min());
        CollectionAssert.AreEqual(new[] { "x" }, data.Encoding!.Columns.Select(column => column.Column).ToArray());
    }

    /// <summary>A share in the middle of a day moves on to its end: no day is both trained and tested on.</summary>
    [TestMethod]
    public void Load_TimeColumn_KeepsRowsOfOneTimeTogether()
    {
        using var folder = new TemporaryFolder();

        var data = Load(
            Days(folder), new CsvOptions { TimeColumn = "when", TestShare = 0.25, ValidationShare = 0.15, Ignore = ["fold"] });

        float[][] parts = [Labels(data.Train), Labels(data.Validation), Labels(data.Test)];
        Assert.AreEqual(20, parts.Sum(part => part.Length));
        Assert.IsLessThan(parts[1].Min(), parts[0].Max());
        Assert.IsLessThan(parts[2].Min(), parts[1].Max());
    }

    [TestMethod]
    [DataRow("fold", "expected dates or numbers, found category")]
    [DataRow("hour", "hour")]
    public void Load_TimeColumnThatIsNone_IsRefused(string column, string expected)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<DataFileException>(() => Load(Days(folder), new CsvOptions { TimeColumn = column }));

        StringAssert.Contains(error.Message, expected);
    }

    [TestMethod]
    public void Load_FoldColumn_TestsEachValueInItsTurn()
    {
        using var folder = new TemporaryFolder();
        var path = Days(folder);
        foreach (var fold in new[] { 0, 1, 2 })
        {
            var data = Load(path, new CsvOptions { FoldColumn = "fold", Fold = new CsvFold(fold, 3) });

            var expected = Enumerable.Range(0, 20).Where(i => i % 3 == fold).Select(i => (i * 7 % 20 / 2) + 1.5f).ToArray();
            CollectionAssert.AreEquivalent(expected, Labels(data.Test), $"fold {fold}");
            CollectionAssert.AreEqual(new[] { "when", "x" }, data.Encoding!.Columns.Select(column => column.Column).ToArray());
        }

        var error = Assert.ThrowsExactly<DataFileException>(
            () => Load(path, new CsvOptions { FoldColumn = "fold", Fold = new CsvFold(0, 5) }));
        StringAssert.Contains(error.Message, "3 different values");
    }

    [TestMethod]
    public void Load_SplitsThatContradict_AreRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Days(folder);
        foreach (var options in new CsvOptions[]
        {
            new() { TimeColumn = "when", Fold = new CsvFold(0, 3) }, new() { TimeColumn = "when", SplitColumn = "fold" },
            new() { FoldColumn = "fold" }, new() { TimeColumn = "when", Group = "fold" },
        })
        {
            Assert.ThrowsExactly<ArgumentException>(() => Load(path, options));
        }
    }
}
