using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Predictions on a grid or along a line.</summary>
[TestClass]
public sealed class HarnessPlacesTests
{
    [TestMethod]
    public void Run_Grid_IsPredictedRowByRowFromTheTopLeft()
    {
        var result = new MetricsHarness(SmallData.Create())
            .Run(Linear(), Seed(1) with { Places = new PredictionGrid(80, 120, -0.2, 0.2, 5, 3) });

        // The clouds lie at angles of 0, 120 and 240 degrees round (100, 0): right, above and below on the left.
        Assert.HasCount(15, result.PlacePredictions!);
        Assert.AreEqual(0, result.PlacePredictions![9]); // the middle row's right end
        Assert.AreEqual(1, result.PlacePredictions[0]);
        Assert.AreEqual(2, result.PlacePredictions[10]);
        Assert.IsNull(new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1)).PlacePredictions);
    }

    [TestMethod]
    public void Run_GridOfARegression_HasItsNumbers()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));
        var learner = kind.Create(
            LearningTask.Regression, "net", Settings.Parse("hidden=none optimizer=adam rate=0.05 epochs=60 batch=20"));

        var result = new MetricsHarness(SmallData.Regression())
            .Run(learner, Seed(1) with { Places = new PredictionGrid(-0.5, 0.5, -0.5, 0.5, 2, 2) });

        foreach (var (expected, value) in new[] { -2.5, 0.5, -0.5, 2.5 }.Zip(result.PlacePredictions!)) // 3x - 2y at the corners
            Assert.AreEqual(expected, value, 0.1, "the noise is uniform within 0.1");
    }

    [TestMethod]
    public void Run_LineOfPowers_IsPredictedFromLeftToRight()
    {
        float[] x = [-2, -1, 0, 1, 2, 3];
        var train = MatrixDataView.Regression(
            new SingleMatrix([.. x.SelectMany(value => new[] { value, value * value })], 2),
            [.. x.Select(value => (value * value) - value)]);
        var data = new DataSet
        {
            Name = "parabola",
            Title = "",
            Description = "",
            Task = LearningTask.Regression,
            Source = new DataSource(DataOrigin.Generated, "a test"),
            Train = train,
        };
        var learner = LearnerKinds.All.Single(kind => kind.Name == "mlp").Create(
            LearningTask.Regression, "net", LearnerKinds.All.Single(kind => kind.Name == "mlp")
                .Complete(Settings.Parse("hidden=none optimizer=sgd rate=0.1 epochs=400 batch=6")));

        var result = new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(-1, 2, 4, Powers: 2) });

        Assert.IsNull(result.Error);
        foreach (var (expected, value) in new[] { 2.0, 0, 0, 2 }.Zip(result.PlacePredictions!)) // x² - x at -1, 0, 1, 2
            Assert.AreEqual(expected, value, 1e-2);
        Assert.AreEqual(
            "InvalidOperationException: Predictions were asked for at places of 1 features; parabola has 2.",
            new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(-1, 2, 4) }).Error);
        StringAssert.StartsWith(
            new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(2, -1, 4, 2) }).Error,
                "ArgumentException: A line of predictions needs left below right, at least 2 places and 1 power");
    }

    [TestMethod]
    public void Run_TestRows_ArePredictedInTheirOrder()
    {
        var data = SmallData.Create();
        TrialResult Run(int count, DataSet? other = null) =>
            new MetricsHarness(other ?? data).Run(Linear(), Seed(1) with { Places = new TestRowPlaces(count) });

        var result = Run(1000);

        Assert.HasCount(SmallData.Rows, result.PlacePredictions!, "all, where there are fewer");
        var right = Enumerable.Range(0, SmallData.Rows).Count(row => result.PlacePredictions![row] == data.Test!.GetClass(row));
        Assert.AreEqual(result.Find("test", "accuracy")!.Value, right / (double)SmallData.Rows, 1e-12);
        CollectionAssert.AreEqual(result.PlacePredictions!.Take(7).ToList(), Run(7).PlacePredictions!.ToList());
        Assert.AreEqual(
            "InvalidOperationException: Predictions were asked for of 7 test rows; clouds has no test rows.",
            Run(7, data with { Test = null }).Error);
    }

    [TestMethod]
    public void Run_GridThatIsNone_SaysWhatItNeeds() => StringAssert.StartsWith(
        new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1) with { Places = new PredictionGrid(1, 0, 0, 1, 2, 2) }).Error,
        "ArgumentException: A grid of predictions needs left below right, bottom below top, and at least 2 x 2 places; found ");
}
