using MlPipelines.Experiments.Results;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class CsvRowsTests
{
    [TestMethod]
    [DataRow("a,b,a\n1,2,3\n", "has the column 'a' twice. It is damaged: make it again by running with --resume.")]
    [DataRow("a,b\n1\n", "has a row of 1 fields where 2 are named. It is damaged: make it again by running with --resume.")]
    public void Read_DamagedTable_SaysWhatIsWrong(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("trials.csv", text);

        var error = Assert.ThrowsExactly<RunFolderException>(() => CsvRows.Read(path).ToList());

        Assert.AreEqual($"{path} {expected}", error.Message);
        Assert.AreEqual(RunFolderProblem.Damaged, error.Problem);
    }

    [TestMethod]
    public void Read_DamagedGzip_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("trials.csv.gz", "no gzip");

        var error = Assert.ThrowsExactly<RunFolderException>(() => CsvRows.Read(path).ToList());

        Assert.StartsWith($"{path} cannot be read: ", error.Message);
    }

    [TestMethod]
    [DataRow("", "no whole number but ''")]
    [DataRow("1.5", "no whole number but '1.5'")]
    [DataRow("1e999", "no whole number but '1e999'")]
    [DataRow("99999999999", "no whole number but '99999999999'")]
    public void Whole_OfWhatIsNone_SaysColumnAndField(string field, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("trials.csv", $"trial,x\n7,\"{field}\"\n");
        var row = CsvRows.Read(path).Single();

        Assert.AreEqual(7, row.Whole("trial"));
        Assert.AreEqual(
            $"{path} has {expected} in the column 'x'.", Assert.ThrowsExactly<RunFolderException>(() => row.Whole("x")).Message);
    }
}
