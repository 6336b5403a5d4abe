using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>A trial that is cancelled ends alone.</summary>
[TestClass]
public sealed class HarnessCancellationTests
{
    [TestMethod]
    public void Run_Cancelled_ThrowsAndTheHarnessStaysUsable()
    {
        using var source = new CancellationTokenSource();
        var harness = new MetricsHarness(SmallData.Create());
        var stopAtThirdEpoch = new Relay(progress =>
        {
            if (progress is { Unit: "epoch", Step: 3 })
                source.Cancel();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => harness.Run(
            Mlp(), new TrialRequest { Seed = 1, Progress = stopAtThirdEpoch, Cancellation = source.Token }));
        Assert.IsNull(harness.Run(Mlp(), Seed(1)).Error);
    }

    /// <summary>Both wait for the same preparation: the one that is cancelled must not end the other.</summary>
    [TestMethod]
    public void Run_BesideOneThatIsCancelled_GoesOn()
    {
        for (var round = 0; round < 50; round++)
        {
            var harness = new MetricsHarness(SmallData.Create());
            using var together = new Barrier(2);
            var cancelled = Task.Run(() =>
            {
                together.SignalAndWait();
                Assert.ThrowsExactly<OperationCanceledException>(
                    () => harness.Run(
                        Linear("iterations=1"), new TrialRequest { Seed = 1, Cancellation = new CancellationToken(canceled: true) }));
            });
            together.SignalAndWait();
            Assert.IsNull(harness.Run(Linear("iterations=1"), Seed(1)).Error, $"round {round}");
            cancelled.GetAwaiter().GetResult();
        }
    }

    [TestMethod]
    public void Run_CancelledInAStockTrainer_Throws()
    {
        using var source = new CancellationTokenSource();
        var stopAtFirstPass = new Relay(_ => source.Cancel());

        Assert.ThrowsExactly<OperationCanceledException>(() => new MetricsHarness(SmallData.Create()).Run(
            Linear(), new TrialRequest { Seed = 1, Progress = stopAtFirstPass, Cancellation = source.Token }));
    }

    /// <summary>Trainings that would take hours, stopped between two trees or iterations, where no row is read.</summary>
    [TestMethod]
    [DataRow("fast-tree", "trees=10000000 leaf-rows=2")]
    [DataRow("light-gbm", "trees=10000000 leaf-rows=2")]
    [Timeout(120_000)]
    public void Run_CancelledBetweenTwoTrees_Throws(string kindName, string settings)
    {
        if (!LearnerCatalog.Own.TryFind(kindName, out var kind))
            Assert.Inconclusive(LearnerKinds.WhyMissing(kindName) ?? "");
        var harness = new MetricsHarness(SmallData.Regression());
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        Assert.ThrowsExactly<OperationCanceledException>(() => harness.Run(
            kind.Create(
                LearningTask.Regression, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1, Cancellation = source.Token }));
        Assert.IsNull(
            harness.Run(kind.Create(LearningTask.Regression, "trees", Settings.Parse("trees=2")), Seed(1)).Error, "the next trial trains");
    }

    [TestMethod]
    public void Run_CancelledBeforeItBegins_Throws() => Assert.ThrowsExactly<OperationCanceledException>(
        () => new MetricsHarness(SmallData.Create())
            .Run(Mlp(), new TrialRequest { Seed = 1, Cancellation = new CancellationToken(canceled: true) }));

    private sealed class Relay(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value);
    }
}
