using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public sealed class RecordEncodingTests : IDisposable
{
    private const string Text = "area,city,garden,price\n50,Bern,yes,1\n70,Rome,no,2\n,Oslo,yes,3\n90,?,no,4\n60,Rome,?,5\n80,Bern,yes,6\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(MissingValues.Impute)]
    [DataRow(MissingValues.Keep)]
    public void Encode_RowsOfTheFile_GivesTheirFeatures(MissingValues missing)
    {
        var path = _folder.Write("houses.csv", Text);
        var data = CsvData.Load(
            path, new CsvOptions { Task = LearningTask.Regression, Missing = missing, ValidationShare = 0, TestShare = 0 }).DataSet;
        var encoding = data.Encoding!;
        var rows = CsvRecords.Read(path).ToList();
        var expected = new float[data.FeatureCount];

        Assert.HasCount(6, rows);
        Assert.AreEqual(data.FeatureCount, encoding.FeatureCount);
        for (var row = 0; row < rows.Count; row++)
        {
            data.Train.CopyFeatures(row, expected);
            Assert.AreEqual(row + 2, rows[row].Line);
            CollectionAssert.AreEqual(expected, encoding.Encode(name => new RecordField((string?)rows[row].Values[name])), $"row {row}");
        }
    }

    [TestMethod]
    public void Encode_UnknownCategory_HasNoFeature()
    {
        var data = CsvData.Load(
            _folder.Write("a.csv", "city,price\nBern,1.5\nRome,2.5\n"), new CsvOptions { ValidationShare = 0, TestShare = 0 }).DataSet;

        CollectionAssert.AreEqual(new float[] { 0, 0 }, data.Encoding!.Encode(_ => new RecordField("Oslo")));
    }

    [TestMethod]
    [DataRow("many", "'area' is 'many', where a number was expected")]
    [DataRow("", "'area' is missing; the training rows had no missing values")]
    [DataRow(null, "'area' is missing; the training rows had no missing values")]
    public void Encode_WrongField_SaysWhich(string? text, string expected)
    {
        var data = CsvData.Load(
            _folder.Write("a.csv", "area,price\n10,1.5\n20,2.5\n"),
            new CsvOptions { ValidationShare = 0, TestShare = 0, Missing = MissingValues.Error }).DataSet;

        Assert.AreEqual(expected, Assert.ThrowsExactly<FormatException>(() => data.Encoding!.Encode(_ => new RecordField(text))).Message);
    }

    [TestMethod]
    public void Read_TwoColumnsOfOneName_IsAnError()
        => StringAssert.Contains(
            Assert.ThrowsExactly<DataFileException>(
                () => CsvRecords.Read(_folder.Write("a.csv", "a,a\n1,2\n")).ToList()).Message, "the header has this name 2 times");
}
