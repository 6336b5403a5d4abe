using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Preprocessing;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>A trial that fails is a result with its error.</summary>
[TestClass]
public sealed class HarnessErrorsTests
{
    [TestMethod]
    public void Run_LearnerThrows_IsAResultWithItsErrorInOneLine()
    {
        var learner =
            new Learner { Name = "broken", CreateTrainer = (_, _) => throw new InvalidOperationException("This cannot\n  work.") };

        var result = new MetricsHarness(SmallData.Create()).Run(learner, Seed(1));

        Assert.AreEqual("InvalidOperationException: This cannot work.", result.Error);
        Assert.IsTrue(result.Failed);
        Assert.IsEmpty(result.Metrics);
        Assert.IsNull(result.FitSeconds);
    }

    [TestMethod]
    public void Run_RateThatDiverges_IsAResultWithItsError()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8-8 epochs=20 batch=4 optimizer=sgd rate=1e30"), Seed(1));

        StringAssert.StartsWith(result.Error, "TrainingDivergedException: ");
    }

    /// <summary>The loss of a step is measured before its update: one batch alone would leave ruined weights unseen.</summary>
    [TestMethod]
    public void Run_RateThatDivergesInTheLastStep_IsAResultWithItsError()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8-8 epochs=1 batch=100000 optimizer=sgd rate=1e38"), Seed(1));

        StringAssert.StartsWith(result.Error, "TrainingDivergedException: ");
    }

    /// <summary>ML.NET reads rows on several threads and wraps what it meets there: the result has what it was.</summary>
    [TestMethod]
    public void Run_RowThatCannotBeScored_SaysWhichAndWhy()
    {
        var values = Enumerable.Range(0, 40).Select(i => i == 31 ? float.NaN : i % 7).ToArray();
        var data = SmallData.Binary();
        var test = MatrixDataView.Binary(new SingleMatrix(values, 2), [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0)]);
        Assert.IsTrue(LearnerCatalog.Own.TryFind("mlp", out var kind));
        var learner = kind.Create(LearningTask.Binary, "net", Settings.Parse("epochs=1 monitor=train"));

        var result = new MetricsHarness(data with { Test = test, Validation = null }).Run(
            learner with { Missing = MissingFeatures.Kept }, Seed(1));

        StringAssert.StartsWith(
            result.Error, "InvalidOperationException: The row at position 15 has the value NaN in slot 1 of column 'Features', where");
    }

    /// <summary>A split of one class has no area under a curve; the trial keeps its other figures, and says which it has not.</summary>
    [TestMethod]
    public void Run_TestRowsOfOneClass_KeepsTheFiguresThatAreDefined()
    {
        var data = SmallData.Binary();
        int[] left = [.. Enumerable.Range(0, data.TestRows).Where(row => data.Test!.GetClass(row) == 0)];
        Assert.IsTrue(LearnerCatalog.Own.TryFind("lbfgs-logistic-regression", out var kind));

        var result = new MetricsHarness(data with { Test = data.Test!.Select(left) }).Run(
            kind.Create(LearningTask.Binary, "linear", Settings.Empty), Seed(1));

        Assert.IsNull(result.Error);
        Assert.IsNotNull(result.Find("test", "accuracy"));
        Assert.IsNotNull(result.Find("test", "log-loss"));
        Assert.IsNull(result.Find("test", "auc"));
        Assert.IsNotNull(result.Find("train", "auc"));
        CollectionAssert.IsSubsetOf(new[] { "auc", "auprc" }, result.Undefined.Select(undefined => undefined.Metric).ToList());
        Assert.IsTrue(result.Undefined.All(undefined => undefined.Split == "test"));
    }

    [TestMethod]
    public void Run_ClassThatNoTrainingRowHas_IsAResultWithItsError()
    {
        var data = SmallData.Create();
        int[] two = [.. Enumerable.Range(0, SmallData.Rows).Where(row => data.Train.GetClass(row) < 2)];

        var result = new MetricsHarness(data with { Train = data.Train.Select(two) }).Run(Linear(), Seed(1));

        StringAssert.Contains(result.Error, "cannot be judged: they have no finite score, or a class that no training row has.");
    }
}
