using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;

namespace MlPipelines.UnitTests.Experiments.Files;

/// <summary>A CSV file as the data of an experiment in a suite file.</summary>
[TestClass]
public sealed class CsvSourceTests
{
    [TestMethod]
    public void Read_CsvWithOptions_IsReadAndWrittenBack()
    {
        using var folder = new TemporaryFolder();
        var data = """
            {
              "csv": "houses.csv", "label": "price", "task": "binary", "positive": "dear", "ignore": ["id"], "types": { "zip": "category" },
              "delimiter": ";", "missing": "impute", "testShare": 0.25, "split": "hashed", "splitSeed": 7
            }
            """;
        var suite = SuiteFile.Read(folder.Write("suite.json", SuiteFileTests.Example.Replace("\"countries-map\"", data)));
        var csv = suite.Experiments[0].Csv!;

        Assert.AreEqual(folder["houses.csv"], csv.Path);
        Assert.AreEqual("price", csv.Options.Label);
        Assert.AreEqual((LearningTask.Binary, "dear"), (csv.Options.Task, csv.Options.Positive));
        Assert.AreEqual(CsvColumnType.Category, csv.Options.Types["zip"]);
        Assert.AreEqual(
            (';', MissingValues.Impute, 0.15, 0.25),
            (csv.Options.Delimiter, csv.Options.Missing, csv.Options.ValidationShare, csv.Options.TestShare));
        Assert.AreEqual((SplitStrategy.Hashed, 7), (csv.Options.Strategy, csv.Options.Seed));
        var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
        Assert.AreEqual(json, SuiteJson.Write(SuiteFile.Read(folder.Write("again.json", json))).ToJsonString(SuiteJson.Indented));
    }

    [TestMethod]
    [DataRow("\"folds\": 5", 0.1)]
    [DataRow("\"folds\": 5, \"validationShare\": 0.15", 0.15)]
    [DataRow("\"testShare\": 0.2", 0.15)]
    public void Read_ValidationShare_IsATenthWithFolds(string properties, double expected)
    {
        using var folder = new TemporaryFolder();
        var data = $$"""{ "csv": "houses.csv", {{properties}} }""";

        var suite = SuiteFile.Read(folder.Write("suite.json", SuiteFileTests.Example.Replace("\"countries-map\"", data)));
        var again = SuiteFile.Read(folder.Write("again.json", SuiteJson.Write(suite).ToJsonString()));

        Assert.AreEqual(expected, suite.Experiments[0].Csv!.OptionsOf(1).ValidationShare);
        Assert.AreEqual(expected, again.Experiments[0].Csv!.OptionsOf(1).ValidationShare);
    }

    [TestMethod]
    public void Read_CsvWithFolds_HasASeedForEachAndDealsAnewBehindThem()
    {
        using var folder = new TemporaryFolder();
        var text = SuiteFileTests.Example.Replace("\"countries-map\"", """{ "csv": "houses.csv", "folds": 3, "splitSeed": 7 }""")
            .Replace("\"seeds\": 2,", "\"compare\": \"mcc\",");
        var suite = SuiteFile.Read(folder.Write("suite.json", text));
        var csv = suite.Experiments[0].Csv!;

        Assert.AreEqual((3, "mcc"), (suite.Experiments[0].Seeds, suite.Experiments[0].Compare));
        CollectionAssert.AreEqual(
            new[] { (0, 7), (1, 7), (2, 7), (0, 8) }, Enumerable.Range(1, 4).Select(seed => csv.OptionsOf(seed))
                .Select(options => (options.Fold!.Value.Index, options.Seed)).ToList());
        var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
        Assert.AreEqual(json, SuiteJson.Write(SuiteFile.Read(folder.Write("again.json", json))).ToJsonString(SuiteJson.Indented));
    }

    [TestMethod]
    public void Read_CsvPathAlone_IsRelativeToTheSuiteFile()
    {
        using var folder = new TemporaryFolder();
        var suite = SuiteFile.Read(folder.Write("suite.json", SuiteFileTests.Example.Replace("countries-map", "data/houses.csv.gz")));

        Assert.AreEqual(Path.Combine(folder.Path, "data", "houses.csv.gz"), suite.Experiments[0].Csv!.Path);
    }

    [TestMethod]
    [DataRow(
        """{ "csv": "a.csv", "task": "guessing" }""",
        "experiments[0].data.task must be one of multiclass, binary, regression; found \"guessing\".")]
    [DataRow("""{ "csv": "a.csv", "testShare": 1 }""", "experiments[0].data.testShare must be a number from 0 to below 1; found 1.")]
    [DataRow("""{ "csv": "a.csv", "delimiter": ";;" }""", "experiments[0].data.delimiter must be one character; found \";;\".")]
    [DataRow(
        """{ "csv": "a.csv", "folds": 1 }""",
        "experiments[0].data.folds must be a whole number of at least 2, without a testShare beside it, as each fold in its turn is what "
            + "is tested on; found 1.")]
    [DataRow(
        """{ "csv": "a.csv", "folds": 5, "testShare": 0.2 }""",
        "experiments[0].data.folds must be a whole number of at least 2, without a testShare beside it, ")]
    [DataRow("""{ "label": "price" }""", "experiments[0].data has no 'csv'.")]
    [DataRow(
        """{ "csv": "a.csv", "Label": "price" }""",
        "experiments[0].data has an unknown property 'Label'; it may have csv, label, task, positive, features, ")]
    public void Read_WrongCsv_SaysWhere(string data, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", SuiteFileTests.Example.Replace("\"countries-map\"", data));

        StringAssert.Contains(Assert.Throws<SuiteException>(() => SuiteFile.Read(path)).Message, expected);
    }
}
