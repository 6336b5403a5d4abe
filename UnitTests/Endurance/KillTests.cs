using MlPipelines.Endurance;

namespace MlPipelines.UnitTests.Endurance;

/// <summary>A few real kills; <c>tools/endurance</c> does many.</summary>
[TestClass]
public sealed class KillTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void KilledTraining_RunAgain_EndsWithTheSameBits() =>
        Assert.IsTrue(KilledTraining.Run(kills: 3, seed: 1, TestContext.WriteLine));

    [TestMethod]
    public void KilledSuite_Resumed_EndsWithTheSameFiles() => Assert.IsTrue(KilledSuite.Run(kills: 2, seed: 1, TestContext.WriteLine));

    [TestMethod]
    public void RepeatedFits_KeepNoMemory() => ChildProcess.RunToEnd(typeof(RepeatedFits).Assembly.Location, "memory", "40");
}
