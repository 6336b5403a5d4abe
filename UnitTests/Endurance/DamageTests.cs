using MlPipelines.Endurance.Damages;
using MlPipelines.Endurance.Disks;

namespace MlPipelines.UnitTests.Endurance;

/// <summary>Files that work goes on from come to harm; disks are full, or cannot be written.</summary>
[TestClass]
public sealed class DamageTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("network")]
    [DataRow("trees")]
    public void DamagedWork_BegunAgain_WarnsAndEndsWithTheSameBits(string work) =>
        Assert.IsTrue(DamagedWork.Run(work, seed: 1, flips: 3, TestContext.WriteLine));

    [TestMethod]
    public void BadDisks_WhereTheyCanBeMade_LoseNothing() => Assert.IsTrue(BadDisks.Run(TestContext.WriteLine));
}
