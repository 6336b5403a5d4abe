using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>The larger test set, metrics on some of the training rows, and rows that are too large for a copy.</summary>
[TestClass]
public sealed class HarnessSplitsTests
{
    private static TrialResult Of(DataSet data, Func<TrialRequest, TrialRequest>? with = null)
    {
        var request = Seed(1);
        var result = new MetricsHarness(data).Run(Linear("iterations=3"), with?.Invoke(request) ?? request);
        Assert.IsNull(result.Error);
        return result;
    }

    [TestMethod]
    public void WithLargeTest_PartsTheTestRowsInTheirOrder()
    {
        var data = SmallData.Create();
        var parted = data.WithLargeTest(10, 30);

        Assert.AreEqual((10, 30), (parted.TestRows, parted.LargeTestRows));
        Assert.AreEqual(data.Test!.Take(10).ContentHash, parted.Test!.ContentHash);
        Assert.AreEqual(data.Test.Slice(10, 30).ContentHash, parted.LargeTest!.ContentHash);
        Assert.AreEqual(SmallData.Rows - 10, data.WithLargeTest(10, 1000).LargeTestRows, "no more than is left");
        Assert.IsNull(data.WithLargeTest(SmallData.Rows, 1).LargeTest);
        Assert.AreNotEqual(data.ContentHash, parted.ContentHash);
        Assert.AreEqual(data.ContentHash, data.WithLargeTest(SmallData.Rows, 1).ContentHash);
    }

    [TestMethod]
    public void Run_LargeTest_HasTheFiguresThatTheRowsHaveAsTestRows()
    {
        var data = SmallData.Create();
        IEnumerable<string>? offered = null;
        var learner = Linear("iterations=3");
        var harness = new MetricsHarness(data.WithLargeTest(7, 40));

        var result = harness.Run(
            learner with
            {
                CreateTrainer = (ml, context) =>
                {
                    offered = context.Splits.Keys;
                    return learner.CreateTrainer(ml, context);
                },
            }, Seed(1));
        var asTest = Of(data with { Test = data.Test!.Slice(7, 40) });

        CollectionAssert.AreEqual(
            new[] { "train", "validation", "test", "large-test" }, result.Metrics.Select(metric => metric.Split).Distinct().ToList());
        Assert.AreEqual(asTest.Find(Split.Test, Metric.LogLoss), result.Find(Split.LargeTest, Metric.LogLoss));
        Assert.AreEqual(asTest.Find(Split.Test, Metric.Accuracy), result.Find(Split.LargeTest, Metric.Accuracy));
        Assert.AreNotEqual(result.Find(Split.Test, Metric.LogLoss), result.Find(Split.LargeTest, Metric.LogLoss));
        CollectionAssert.AreEqual(new[] { "train", "validation", "test" }, offered!.ToList(), "a fit does not see the large test set");
    }

    [TestMethod]
    public void Run_TrainMetricRows_AreTheFirstTrainingRows()
    {
        var data = SmallData.Create();

        var few = Of(data, request => request with { TrainMetricRows = 8 });
        var asTest = Of(data with { Test = data.Train.Take(8) });

        Assert.AreEqual(asTest.Find(Split.Test, Metric.LogLoss), few.Find(Split.Train, Metric.LogLoss));
        Assert.AreNotEqual(Of(data).Find(Split.Train, Metric.LogLoss), few.Find(Split.Train, Metric.LogLoss));
        Assert.AreEqual(Of(data).Find(Split.Test, Metric.LogLoss), few.Find(Split.Test, Metric.LogLoss));
        var most = Of(data, request => request with { TrainMetricRows = 1000 });
        Assert.AreEqual(Of(data).Find(Split.Train, Metric.LogLoss), most.Find(Split.Train, Metric.LogLoss));
    }

    [TestMethod]
    public void Create_RowsTooLargeForACopy_AreReadFromTheirStorage()
    {
        const int Features = 1 << 20;
        const int Rows = (int)(PreparedData.MostCopiedBytes / sizeof(float) / Features) + 1;
        byte[] large = new byte[Rows * Features], small = new byte[2 * Features];
        var data = SmallData.Create() with
        {
            Task = LearningTask.Binary,
            Train = MatrixDataView.Binary(new ByteMatrix(large, Features), new bool[Rows]),
            Validation = null,
            Test = MatrixDataView.Binary(new ByteMatrix(small, Features), new bool[2]),
            ClassNames = ["no", "yes"],
        };

        var prepared = PreparedData.Create(data, FeatureScaling.None, MissingFeatures.Kept, CancellationToken.None);
        (large[Features + 3], small[Features + 3]) = (7, 7); // what is read afterwards tells where it comes from

        Assert.AreEqual(7, FeaturesOf(prepared.Train, row: 1)[3]);
        Assert.AreEqual(0, FeaturesOf(prepared.Splits[1].Rows, row: 1)[3]);
    }

    private static float[] FeaturesOf(IDataView rows, int row)
    {
        var column = rows.Schema[Columns.Features];
        using var cursor = rows.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        for (var i = 0; i <= row; i++)
            Assert.IsTrue(cursor.MoveNext());
        get(ref features);
        return [.. features.DenseValues()];
    }
}
