using System.Globalization;
using MlPipelines.Data;
using MlPipelines.Data.Tables;
using MlPipelines.Data.Traps;

namespace MlPipelines.UnitTests.Data.Traps;

/// <summary>Traps that are planted in a table are found, and none are found where there are none.</summary>
[TestClass]
public sealed class TableTrapsTests
{
    [TestMethod]
    public void Find_CleanTables_FindsNothing()
    {
        Assert.IsEmpty(Traps("a,b,town,label", (_, random) => $"{Number(random)},{random.Next(5)},t{random.Next(4)},{Label(random)}"));
        // Mostly 0, in a file that is sorted by class.
        Assert.IsEmpty(Traps("a,b,label", (i, random) => $"{Number(random)},{(random.Next(20) == 0 ? 3 : 0)},{(i < 150 ? "no" : "yes")}"));
        Assert.IsEmpty(Traps("a,b,price", (_, random) => $"{Number(random)},{random.Next(5)},{Number(random)}"));
    }

    [TestMethod]
    public void Find_PlantedColumns_NamesThem()
    {
        var traps = Traps(
            "id,same,code,copy,patient,day,label",
            (i, random) =>
            {
                var label = i / 4 % 2; // four rows a patient
                return $"{1000 + i},7,c{label}{random.Next(3)},{(label == 0 ? 1 : 5) + random.NextDouble():0.000},p{i / 4},"
                    + $"2024-0{1 + (i % 9)}-1{i % 7},{(label == 0 ? "no" : "yes")}";
            });

        CollectionAssert.AreEqual(
            new[]
            {
                (TrapKind.Identifier, "id"), (TrapKind.Constant, "same"), (TrapKind.GivesLabelAway, "code"),
                (TrapKind.GivesLabelAway, "copy"), (TrapKind.Group, "patient"), (TrapKind.Dates, "day"),
            },
            traps.Select(trap => (trap.Kind, trap.Column!)).ToList());
        StringAssert.StartsWith(traps[0].Text, "'id' numbers the rows");
    }

    [TestMethod]
    public void Find_CopyOfANumber_GivesTheLabelAway()
    {
        var traps = Traps("a,dollars,euros", (_, random) =>
        {
            var euros = 100 * random.NextDouble();
            return string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble():R},{1.1 * euros:R},{euros:R}");
        });

        Assert.AreEqual((TrapKind.GivesLabelAway, "dollars"), (traps.Single().Kind, traps.Single().Column));
    }

    [TestMethod]
    public void Find_RowsTwice_CountsThoseOnBothSides()
    {
        var random = new Random(1);
        string[] once = [.. Enumerable.Range(0, 150).Select(_ => $"{Number(random)},{Number(random)},{Label(random)}")];
        var trap = Traps("a,b,label", (i, _) => once[i % 150]).Single();

        Assert.AreEqual(TrapKind.RepeatedRows, trap.Kind);
        StringAssert.Contains(trap.Text, " of the 60 rows of the first test are among its training rows");
    }

    [TestMethod]
    public void Find_RareClassAndCodes_SaysSo()
    {
        var rare = Traps("a,label", (i, random) => $"{Number(random)},{(i < 3 ? "odd" : i % 2 == 0 ? "x" : "y")}").Single();
        Assert.AreEqual(TrapKind.RareClass, rare.Kind);
        StringAssert.StartsWith(rare.Text, "The class 'odd' has 3 rows, and there are 5 folds");

        var codes = Traps("a,code", (i, random) => $"{Number(random)},{(i == 0 ? 99 : 10 + random.Next(15))}").Single();
        Assert.AreEqual((TrapKind.NumbersAsNames, "code"), (codes.Kind, codes.Column));
    }

    private static string Number(Random random) => random.NextDouble().ToString("R", CultureInfo.InvariantCulture);

    private static string Label(Random random) => random.Next(2) == 0 ? "no" : "yes";

    private static IReadOnlyList<TableTrap> Traps(string header, Func<int, Random, string> row)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var path = folder.Write("t.csv", header + "\n" + string.Concat(Enumerable.Range(0, 300).Select(i => row(i, random) + "\n")));
        return TableTraps.Find(CsvData.Load(path, new CsvOptions { MaxCategories = 1000, Fold = new CsvFold(0, 5) }), folds: 5);
    }
}
