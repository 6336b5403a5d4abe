using MlPipelines.Endurance;
using MlPipelines.Endurance.Cancelling;
using MlPipelines.Endurance.Repeating;

namespace MlPipelines.UnitTests.Endurance;

/// <summary>Short forms of what <c>tools/endurance</c> does for longer, each in a process of its own where memory is measured.</summary>
[TestClass]
public sealed class LongRunTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void RepeatedFits_KeepNoMemory() =>
        ChildProcess.RunToEnd(typeof(RepeatedFits).Assembly.Location, "memory", "--fits", "40");

    [TestMethod]
    public void RepeatedSuites_LeaveNoTemporaryFile() => Assert.IsTrue(RepeatedSuites.Run(runs: 3, TestContext.WriteLine));

    [TestMethod]
    public void Cancellations_AnswerWithinAStep() => Assert.IsTrue(Cancellations.Run(times: 2, seed: 1, TestContext.WriteLine));
}
