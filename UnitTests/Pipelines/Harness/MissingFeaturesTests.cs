using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Every kind of learner trains on all rows of data with missing features, and predicts for such rows.</summary>
[TestClass]
public sealed class MissingFeaturesTests
{
    private static readonly string[] Names = ["x", "y"];

    [TestMethod]
    [DataRow("mlp", "hidden=8 epochs=60 batch=16 rate=0.01")]
    [DataRow("boosted-trees", "trees=30 leaf-rows=3 rate=0.2")]
    [DataRow("fast-tree", "trees=30 leaf-rows=3")]
    [DataRow("linear-regression", "")]
    public void Run_Regression_TrainsOnAllRows(string kindName, string settings)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        try
        {
            var result = new MetricsHarness(Data(missing: true)).Run(
                Learner(kindName, LearningTask.Regression, settings), Seed(1) with { ModelPath = path });

            Assert.IsNull(result.Error);
            Assert.IsEmpty(result.Warnings, "FastTree tells of rows that it leaves out.");
            // A row without x has the label 100: who leaves such rows out, or fills in without saying so, is off by many times this.
            Assert.IsLessThan(3, result.Find("train", "rmse")!.Value);
            Assert.IsLessThan(3, result.Find("test", "rmse")!.Value);
            using var predictor = TrainedPipeline.Load(path).CreateRecordPredictor();
            Assert.AreEqual(100, predictor.PredictJson("""{"x":null,"y":0.1}""").Value!.Value, 6);
            Assert.AreEqual(0, predictor.PredictJson("""{"x":0.0,"y":0.0}""").Value!.Value, 6);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A linear classifier of ML.NET, which by itself refuses such rows.</summary>
    [TestMethod]
    [DataRow("lbfgs-logistic-regression", "")]
    [DataRow("mlp", "hidden=8 epochs=60 batch=16 rate=0.01")]
    [DataRow("fast-tree", "trees=30 leaf-rows=3")]
    public void Run_Binary_TrainsOnAllRows(string kindName, string settings)
    {
        var data = Data(missing: true);
        MatrixDataView Sides(MatrixDataView rows) => MatrixDataView.Binary(
            Copy(rows), [.. Enumerable.Range(0, rows.RowCount).Select(row => rows.GetLabel(row) > 50)], Names);

        var result = new MetricsHarness(data with
        {
            Task = LearningTask.Binary,
            ClassNames = ["low", "high"],
            Train = Sides(data.Train),
            Test = Sides(data.Test!),
        }).Run(Learner(kindName, LearningTask.Binary, settings), Seed(1));

        Assert.IsNull(result.Error);
        Assert.IsEmpty(result.Warnings);
        Assert.IsGreaterThan(0.95, result.Find("test", "accuracy")!.Value, "a row is high where x is missing");
    }

    /// <summary>
    /// Features that were always there in training are filled in later by their means, without a feature that tells of it.
    /// </summary>
    [TestMethod]
    [DataRow("mlp", "hidden=8 epochs=3 batch=16")]
    [DataRow("linear-regression", "")]
    [DataRow("fast-tree", "trees=3 leaf-rows=3")]
    public void Run_CompleteTrainingRows_LaterOnesMayMissSome(string kindName, string settings)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        try
        {
            var result = new MetricsHarness(Data(missing: false)).Run(
                Learner(kindName, LearningTask.Regression, settings), Seed(1) with { ModelPath = path });

            Assert.IsNull(result.Error);
            var pipeline = TrainedPipeline.Load(path);
            using var predictor = pipeline.CreateRecordPredictor();
            var mean = MeanOfX(Data(missing: false).Train);
            Assert.AreEqual(
                predictor.Predict(Record(mean, 0.1f)).Value, predictor.Predict(Record(float.NaN, 0.1f)).Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Without missing values the filled rows are the rows.</summary>
    [TestMethod]
    public void Run_CompleteRows_ImputationChangesNoBit()
    {
        var harness = new MetricsHarness(SmallData.Create());
        var learner = Mlp("hidden=8 epochs=3 batch=8");

        var imputed = harness.Run(learner, Seed(1));
        var kept = harness.Run(learner with { Missing = MlPipelines.Pipelines.Preprocessing.MissingFeatures.Kept }, Seed(1));

        CollectionAssert.AreEqual(kept.Metrics.ToList(), imputed.Metrics.ToList());
    }

    private static Dictionary<string, object?> Record(float x, float y) => new() { ["x"] = x, ["y"] = y };

    private static float MeanOfX(MatrixDataView rows)
    {
        var (sum, features) = (0.0, new float[2]);
        for (var row = 0; row < rows.RowCount; row++)
        {
            rows.CopyFeatures(row, features);
            sum += features[0];
        }

        return (float)(sum / rows.RowCount);
    }

    private static SingleMatrix Copy(MatrixDataView rows)
    {
        var values = new float[rows.RowCount * 2];
        for (var row = 0; row < rows.RowCount; row++)
            rows.CopyFeatures(row, values.AsSpan(row * 2, 2));
        return new SingleMatrix(values, 2);
    }

    private static Learner Learner(string name, LearningTask task, string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(name, out var kind));
        return kind.Create(task, name, Settings.Parse(settings));
    }

    /// <summary>The label is 5 x + y; where x is missing, 100.</summary>
    private static DataSet Data(bool missing) => SmallData.Regression() with
    {
        Train = Rows(300, 1, missing),
        Validation = null,
        Test = Rows(300, 2, missing),
    };

    private static MatrixDataView Rows(int count, int seed, bool missing)
    {
        var random = new Random(seed);
        var features = new float[2 * count];
        var labels = new float[count];
        for (var row = 0; row < count; row++)
        {
            var (x, y) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
            var isMissing = missing && random.Next(4) == 0;
            (features[2 * row], features[(2 * row) + 1]) = (isMissing ? float.NaN : x, y);
            labels[row] = isMissing ? 100 : (5 * x) + y;
        }

        return MatrixDataView.Regression(new SingleMatrix(features, 2), labels, Names);
    }
}
