using MlPipelines.Endurance.Kills;

namespace MlPipelines.UnitTests.Endurance;

/// <summary>A few real kills; <c>tools/endurance</c> does many.</summary>
[TestClass]
public sealed class KillTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("network")]
    [DataRow("trees")]
    [DataRow("fine-tuning")]
    [DataRow("suite")]
    public void KilledWork_BegunAgain_EndsWithTheSameBits(string work) =>
        Assert.IsTrue(KilledWork.Run(work, isLong: false, kills: 3, seed: 1, TestContext.WriteLine));
}
