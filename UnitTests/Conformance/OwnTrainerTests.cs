using MlPipelines.Conform;
using MlPipelines.Conformance;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>Every trainer of this project passes every check, for each task that it knows.</summary>
[TestClass]
public sealed class OwnTrainerTests
{
    public static IEnumerable<object[]> Names => OwnTrainers.All.Select(trainer => new object[] { trainer.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Check_OwnTrainer_Passes(string name)
    {
        var trainer = OwnTrainers.All.Single(trainer => trainer.Name == name);

        var report = EstimatorConformance.Check(trainer.Create, trainer.Task, trainer.Options);

        report.ThrowIfFailed();
        Assert.HasCount(trainer.Options.Checks.Count > 0 ? trainer.Options.Checks.Count : EstimatorConformance.Checks.Count, report.Rows);
    }
}
