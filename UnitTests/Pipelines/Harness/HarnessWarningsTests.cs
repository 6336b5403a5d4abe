using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Preprocessing;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>What ML.NET's trainers warn of in their log stands in the result.</summary>
[TestClass]
public sealed class HarnessWarningsTests
{
    [TestMethod]
    public void Run_FastTreeOnRowsWithMissingFeatures_KeepsTheWarning()
    {
        float[] features = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? float.NaN : i)];
        var rows = MatrixDataView.Regression(new SingleMatrix(features, 1), [.. Enumerable.Range(0, 100).Select(i => (float)i)]);

        var result = new MetricsHarness(SmallData.Regression() with { Train = rows, Validation = null, Test = null })
            .Run(Trees() with { Missing = MissingFeatures.Kept }, Seed(1));

        Assert.IsNull(result.Error);
        Assert.HasCount(1, result.Warnings, string.Join(" | ", result.Warnings));
        StringAssert.Contains(result.Warnings[0], "10 instances with missing features");
    }

    [TestMethod]
    public void Run_SoundRows_WarnsOfNothing() => Assert.IsEmpty(new MetricsHarness(SmallData.Regression()).Run(Trees(), Seed(1)).Warnings);

    private static Learner Trees()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("fast-tree", out var kind));
        return kind.Create(LearningTask.Regression, "trees", Settings.Parse("trees=5 leaf-rows=2"));
    }
}
