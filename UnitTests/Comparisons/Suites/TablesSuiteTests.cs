using MlPipelines.Comparisons.Suites;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Suites;

[TestClass]
public sealed class TablesSuiteTests
{
    [TestMethod]
    public void Suite_EighteenTables_HaveFiveFoldsAndTheSameLearners()
    {
        var suite = SuiteCatalog.Find("tables");

        Assert.HasCount(18, suite.Experiments);
        var names = suite.Experiments[0].Learners.Select(spec => spec.Name).ToList();
        foreach (var experiment in suite.Experiments)
        {
            Assert.AreEqual((5, 5), (experiment.Seeds, experiment.Csv!.Folds));
            Assert.IsTrue(experiment.Csv.Options.DropMissingLabels);
            Assert.AreEqual(experiment.Csv.Options.Task == LearningTask.Regression ? "rmse" : "log-loss", experiment.Compare);
            CollectionAssert.AreEqual(names, experiment.Learners.Select(spec => spec.Name).ToList());
        }

        Assert.AreEqual(6, suite.Experiments.Count(experiment => experiment.Csv!.Options.Task == LearningTask.Regression));
        Assert.AreEqual("log-loss of classes, rmse of numbers", suite.Rankings[0].Measure);
        Assert.AreEqual("accuracy of classes", suite.Rankings[1].Measure);
        Assert.Contains(suite.Rankings[0].Baseline!.Text, names);
        Assert.HasCount(LearnerKinds.WhyMissing("light-gbm") is null ? 8 : 7, names);
    }

    [TestMethod]
    public void Suite_Quick_HasThreeTablesAndNamesTheOthers()
    {
        var quick = SuiteChanges.Quick([SuiteCatalog.Find("tables")])[0];

        CollectionAssert.AreEqual(
            new[] { "pima-diabetes", "car-prices", "vehicle" }, quick.Experiments.Select(experiment => experiment.Name).ToList());
        StringAssert.StartsWith(
            quick.Experiments[0].LeftOut[^1],
            "tables: the quick run leaves out soybean, sacramento-price, german-credit, cells, ames-sale-price,");
        Assert.AreEqual("letter", SuiteChanges.Quick([SuiteCatalog.Find("tables/letter")])[0].Experiments.Single().Name);
    }

    [TestMethod]
    public void Located_FilesThatAreNotThere_SaysWhatToGive()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "tables"));
        folder.Write("tables/churn.csv.gz", "");

        var churn = TablesSuite.Located(SuiteCatalog.Find("tables/churn"), folder.Path);
        var error = Assert.ThrowsExactly<DataNotFoundException>(() => TablesSuite.Located(SuiteCatalog.Find("tables"), folder.Path));

        Assert.AreEqual(Path.Combine(folder.Path, "tables", "churn.csv.gz"), churn.Experiments[0].Csv!.Path);
        Assert.AreEqual(churn.Experiments[0].Csv!.Path, churn.Experiments[0].DataSets.Single());
        Assert.AreEqual(
            $"The suite 'tables' needs {folder.Path}/tables/soybean.csv.gz, which is not there; 16 more of its tables are "
                + "not there either. They can be neither downloaded nor generated. Give the folder that holds the folder 'tables' with "
                + "--data-dir or MLPIPELINES_DATA, or run the tables that are there: tables/NAME.",
            error.Message);
        var other = SuiteCatalog.Find("countries");
        Assert.HasCount(other.Experiments.Count, TablesSuite.Located(other, folder.Path).Experiments);
    }
}
