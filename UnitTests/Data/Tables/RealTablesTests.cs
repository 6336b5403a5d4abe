using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data.Tables;

/// <summary>Real tables are read without an option but the label.</summary>
[TestClass]
public sealed class RealTablesTests
{
    [TestMethod]
    [DataRow("ames-sale-price", "Sale_Price", LearningTask.Regression, 2930, 0)]
    [DataRow("car-prices", "Price", LearningTask.Regression, 804, 0)]
    [DataRow("cells", "class", LearningTask.Binary, 2019, 2)]
    [DataRow("check-times", "check_time", LearningTask.Regression, 13626, 0, "package")]
    [DataRow("chicago-ridership", "ridership", LearningTask.Regression, 5698, 0)]
    [DataRow("churn", "churn", LearningTask.Binary, 5000, 2)]
    [DataRow("credit-status", "Status", LearningTask.Binary, 4454, 2)]
    [DataRow("diamonds-price", "price", LearningTask.Regression, 53940, 0)]
    [DataRow("german-credit", "Class", LearningTask.Binary, 1000, 2)]
    [DataRow("hpc-class", "class", LearningTask.Multiclass, 4331, 4)]
    [DataRow("letter", "lettr", LearningTask.Multiclass, 20000, 26)]
    [DataRow("pima-diabetes", "diabetes", LearningTask.Binary, 768, 2)]
    [DataRow("sacramento-price", "price", LearningTask.Regression, 932, 0)]
    [DataRow("satellite", "classes", LearningTask.Multiclass, 6435, 6)]
    [DataRow("soybean", "Class", LearningTask.Multiclass, 683, 19)]
    [DataRow("spam", "type", LearningTask.Binary, 4601, 2)]
    [DataRow("stackoverflow-remote", "Remote", LearningTask.Binary, 5594, 2)]
    [DataRow("vehicle", "Class", LearningTask.Multiclass, 846, 4)]
    public void Load_RealTable_FindsTaskAndRows(
        string name, string label, LearningTask task, int rows, int classes, params string[] ignored)
    {
        var data = CsvData.Load(RealData.RequireFile($"tables/{name}.csv.gz"), new CsvOptions { Label = label, Ignore = ignored });
        var set = data.DataSet;

        Assert.AreEqual((task, classes), (set.Task, set.ClassCount));
        Assert.AreEqual(rows, set.TrainRows + set.ValidationRows + set.TestRows);
        Assert.IsEmpty(data.Remarks);
    }
}
