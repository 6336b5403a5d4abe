using System.Text;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public sealed class EuropeanCountriesTests : IDisposable
{
    private const string Good = ",long,lat,country\n7,20.5,51.25,24\n8,-3,40,0\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DataSet Load(string train, DataSetOptions? options = null)
    {
        _folder.WriteGzip("european-countries/train.csv.gz", Encoding.UTF8.GetBytes(train));
        _folder.WriteGzip("european-countries/validation.csv.gz", Encoding.UTF8.GetBytes(Good));
        _folder.Write("european-countries/test.csv", Good);
        return DataSets.Load("european-countries", (options ?? new()) with { DataDirectory = _folder.Path });
    }

    private void Fails(string train, string expected) => Assert.AreEqual(
        Path.Combine(_folder.Path, "european-countries", "train.csv.gz")
            + expected, Assert.ThrowsExactly<DataFileException>(() => Load(train)).Message);

    [TestMethod]
    public void Load_OfGoodFiles_GivesDegreesAndCountries()
    {
        var set = Load(Good);
        var position = new float[2];
        set.Train.CopyFeatures(0, position);
        CollectionAssert.AreEqual(new[] { 20.5f, 51.25f }, position);
        Assert.AreEqual("Poland", set.ClassNames[set.Train.GetClass(0)]);
        Assert.AreEqual(33, set.ClassCount);
        Assert.AreEqual((2, 2, 2), (set.TrainRows, set.ValidationRows, set.TestRows));
        Assert.AreEqual(DataOrigin.Files, set.Source.Origin);
    }

    [TestMethod]
    public void Load_WithColumnsInAnotherOrder_ReadsByName()
    {
        var set = Load("country,lat,more,long\n24,51.25,x,20.5\n");
        Assert.AreEqual(Load(Good).Train.Take(1).ContentHash, set.Train.ContentHash);
    }

    [TestMethod]
    public void Load_OfMissingColumn_NamesIt() =>
        Fails(
            ",long,latitude,country\n1,2,3,4\n",
            ", line 1, column 'lat': this column is missing; the header has '', 'long', 'latitude', 'country'.");

    [TestMethod]
    public void Load_OfColumnTwice_NamesIt() =>
        Fails(
            "long,lat,lat,country\n1,2,3,4\n",
            ", line 1, column 'lat': the header has this name 2 times. Give each column a name of its own.");

    [TestMethod]
    public void Load_OfLetterForNumber_NamesLineAndColumn()
    {
        Fails(Good + "9,1.5,x,3\n", ", line 4, column 'lat': expected a number, found 'x'.");
        Fails(Good + "9,,2,3\n", ", line 4, column 'long': expected a number, found an empty field.");
        Fails(Good + "9, 1,2,3\n", ", line 4, column 'long': expected a number, found ' 1'.");
    }

    [TestMethod]
    [DataRow("NaN")]
    [DataRow("Infinity")]
    [DataRow("-Infinity")]
    [DataRow("1e99")]
    public void Load_OfNumberThatIsNotFinite_NamesLineAndColumn(string number) =>
        Fails(
            $"{Good}9,1,{number},3\n",
            $", line 4, column 'lat': expected a finite number, found '{number}'. Remove the row or put a number there.");

    [TestMethod]
    [DataRow("33")]
    [DataRow("-1")]
    [DataRow("2.0")]
    [DataRow("Poland")]
    public void Load_OfNoClassNumber_NamesLineAndColumn(string label) =>
        Fails($"{Good}9,1,2,{label}\n", $", line 4, column 'country': expected a class, a whole number from 0 to 32, found '{label}'.");

    [TestMethod]
    public void Load_OfWrongNumberOfFields_SaysHowMany()
    {
        Fails(Good + "9,1,2\n", ", line 4: expected 4 fields, as in the header, found 3.");
        Fails(Good + "\n", ", line 4: expected 4 fields, as in the header, found an empty line.");
    }

    [TestMethod]
    public void Load_OfEmptyFileOrHeaderAlone_SaysSo()
    {
        Fails("", ", line 1: expected a header with the names of the columns, found an empty file.");
        Fails(",long,lat,country\n", ", line 2: expected rows of data, found none after the header.");
    }

    [TestMethod]
    public void Load_WithoutFiles_SaysWhereAndWhatToDo()
    {
        var e = Assert.ThrowsExactly<DataNotFoundException>(
            () => DataSets.Load("european-countries", new DataSetOptions { DataDirectory = _folder.Path }));
        Assert.AreEqual(
            "european-countries: not all of train.csv.gz, validation.csv.gz, test.csv.gz (or without .gz) are in "
                + $"{Path.Combine(_folder.Path, "european-countries")}, and these files have no public mirror. "
            + "Set MLPIPELINES_DATA or DataSetOptions.DataDirectory to a folder with european-countries/train.csv.gz "
            + "and the others, or use the generated set countries-map.", e.Message);
    }

    [TestMethod]
    public void Load_OfMoreRowsThanThereAre_Throws()
    {
        var e = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Load(Good, new DataSetOptions { TrainRows = 3 }));
        Assert.StartsWith("european-countries has 2 train rows, fewer than the 3 asked for.", e.Message);
        Assert.AreEqual(1, Load(Good, new DataSetOptions { TrainRows = 1 }).TrainRows);
    }

    [TestMethod]
    public void Load_OfRealFiles_HasTheirRows()
    {
        var set = DataSets.Load("european-countries", RealData.Require("european-countries"));
        Assert.AreEqual((106_897, 13_363, 13_363), (set.TrainRows, set.ValidationRows, set.TestRows));
        var position = new float[2];
        set.Train.CopyFeatures(0, position);
        CollectionAssert.AreEqual(new[] { 20.1446f, 51.216784f }, position);
        Assert.AreEqual(24, set.Train.GetClass(0));
        Assert.AreEqual(11_275, Enumerable.Range(0, set.TrainRows).Count(row => set.Train.GetClass(row) == 12));
    }
}
