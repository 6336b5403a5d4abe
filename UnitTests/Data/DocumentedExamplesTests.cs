using System.Text;
using Microsoft.ML;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Splitting;
using MlPipelines.Data.Tables;

namespace MlPipelines.UnitTests.Data;

/// <summary>The examples of docs/data.md.</summary>
[TestClass]
public sealed class DocumentedExamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Catalog_Example_FitsAPipelineOnADataSet()
    {
        var ml = new MLContext(1);
        IEstimator<ITransformer> pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());

        var set = DataSets.Load("mnist-50k", new DataSetOptions
        {
            DataDirectory = null,
            CacheDirectory = _folder.Path,
            AllowDownload = false,
            AllowStandIn = true,
            TrainRows = 600,
            ValidationRows = 300,
            TestRows = 300,
        });
        var model = pipeline.Fit(set.Train);

        Assert.AreEqual("digits: generated stand-in for mnist-50k: digits, generated from seed 1", $"{set.Name}: {set.Source}");
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(set.Test!));

        // Measured 0.78 with 600 rows; chance is 0.1.
        Assert.IsGreaterThan(0.65, metrics.MicroAccuracy);
    }

    [TestMethod]
    public void OwnFile_Example_ReportsItsColumns()
    {
        var text = new StringBuilder("id,area,kind,price\n");
        for (var i = 0; i < 40; i++)
            text.Append($"{i},{(i % 13 == 12 ? "" : 28 + i)},{(i % 2 == 0 ? "flat" : "house")},{1000.5 + 37 * i}\n");
        var path = _folder.Write("houses.csv", text.ToString());

        var data = CsvData.Load(path, new CsvOptions { Label = "price", Ignore = ["id"], Missing = MissingValues.Impute });

        Assert.AreEqual("area: feature, number 28 to 67, 3 missing", data.Columns[1].ToString());
        Assert.AreEqual("price: label, number 1000.5 to 2443.5", data.Columns[3].ToString());
        Assert.AreEqual(
            (LearningTask.Regression, 28, 6, 6),
            (data.DataSet.Task, data.DataSet.TrainRows, data.DataSet.ValidationRows, data.DataSet.TestRows));
    }

    [TestMethod]
    public void Splits_Example_HoldsOutAndFolds()
    {
        var set = DataSets.Load("bump");
        (var train, var held) = Splits.HoldOut(set.Train, 0.2);
        var folds = Splits.KFold(set.Train, 5, new SplitOptions { Strategy = SplitStrategy.Stratified, Seed = 7 });
        Assert.AreEqual((800, 200), (train.RowCount, held.RowCount));
        Assert.IsTrue(folds.All(fold => fold.Validation.RowCount == 200));
    }
}
