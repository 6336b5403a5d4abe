using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public sealed class TrainingLengthTests
{
    private static readonly TrainingOptions Open = new() { Epochs = null, BatchSize = null };

    [TestMethod]
    [DataRow(1, 32, 200, 50)] // one update an epoch
    [DataRow(400, 32, 200, 50)] // 13 updates
    [DataRow(2_000, 32, 200, 31)] // 63 updates
    [DataRow(6_400, 64, 200, 20)] // 100 updates
    [DataRow(16_000, 128, 160, 20)] // 125 updates
    [DataRow(60_000, 128, 42, 20)] // 469 updates
    [DataRow(10_000_000, 128, 20, 20)]
    [DataRow(289, 33, 200, 50)] // batches of 32 would leave a row alone
    public void Resolve_Open_GoesByTheRows(int rows, int batch, int epochs, int patience)
    {
        var resolved = TrainingLength.Resolve(Open, rows, hasMonitor: true);

        Assert.AreEqual((batch, epochs), (resolved.BatchSize, resolved.Epochs));
        Assert.AreEqual(new EarlyStopping { Patience = patience }, resolved.EarlyStopping);
    }

    [TestMethod]
    public void Resolve_WithoutAMonitor_NothingEndsTheTrainingBefore()
        => Assert.IsNull(TrainingLength.Resolve(Open, 400, hasMonitor: false).EarlyStopping);

    [TestMethod]
    public void Resolve_EpochsGiven_AreObeyed()
    {
        var resolved = TrainingLength.Resolve(Open with { Epochs = 7 }, 400, hasMonitor: true);

        Assert.AreEqual((32, 7), (resolved.BatchSize, resolved.Epochs));
        Assert.IsNull(resolved.EarlyStopping);
    }

    [TestMethod]
    public void Resolve_EvaluatedEveryFifthEpoch_PatienceIsInEvaluations()
    {
        var resolved = TrainingLength.Resolve(Open with { EvaluateEveryEpochs = 5 }, 400, hasMonitor: true);

        Assert.AreEqual(10, resolved.EarlyStopping?.Patience);
    }

    [TestMethod]
    public void Resolve_StoppingGiven_KeepsItsOwn()
    {
        var stopping = new EarlyStopping { Monitor = "test", Patience = 3 };

        Assert.AreEqual(stopping, TrainingLength.Resolve(Open with { EarlyStopping = stopping }, 400, hasMonitor: true).EarlyStopping);
    }
}
