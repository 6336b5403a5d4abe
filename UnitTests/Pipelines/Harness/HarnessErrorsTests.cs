using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
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

    [TestMethod]
    public void Run_ClassThatNoTrainingRowHas_IsAResultWithItsError()
    {
        var data = SmallData.Create();
        int[] two = [.. Enumerable.Range(0, SmallData.Rows).Where(row => data.Train.GetClass(row) < 2)];

        var result = new MetricsHarness(data with { Train = data.Train.Select(two) }).Run(Linear(), Seed(1));

        StringAssert.Contains(result.Error, "cannot be judged: they have no finite score, or a class that no training row has.");
    }
}
