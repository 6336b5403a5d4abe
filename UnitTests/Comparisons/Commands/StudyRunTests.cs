using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Numerics.Verification;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>Studies by the command line.</summary>
[TestClass]
public sealed class StudyRunTests
{
    [TestMethod]
    public void Invoke_ListOfAStudy_SaysThatNothingIsTrained() =>
        StringAssert.Contains(Invoke("list", "gradients/gradient-check").Output, "  nothing is trained: Taylor tests of every layer");

    [TestMethod]
    public void Invoke_RunOfAStudy_WritesItsFindingsAndChangesNothingOfItByOptions()
    {
        using var folder = new TemporaryFolder();

        var outcome = Invoke("run", "gradients/gradient-check", "--quick", "--seeds", "3", "--pictures", "both", "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Output);
        StringAssert.Contains(outcome.Output, "softmax cross-entropy, weighted rows");
        var claims = System.IO.File.ReadAllLines(Path.Combine(folder["run"], "claims.csv"));
        Assert.IsGreaterThan(2 * VerificationCases.All.Count, claims.Length);
        Assert.IsTrue(claims.Skip(1).All(line => line.EndsWith(",supported", StringComparison.Ordinal)));
        StringAssert.Contains(File(folder, "run", "gradients-gradient-check-slopes.csv"), "\nReLU,layer,15,");
        StringAssert.Contains(
            File(folder, "run", Path.Combine("pictures", "gradients-gradient-check-taylor.svg")),
            $"{VerificationCases.All.Count} Taylor tests");
        Assert.IsTrue(System.IO.File.Exists(Path.Combine(folder["run"], "pictures", "gradients-gradient-check-taylor-dark.png")));
        Assert.AreEqual("[1]", JsonNode.Parse(File(folder, "run", "run.json"))!["seeds"]!["gradients/gradient-check"]!.ToJsonString());
    }

    [TestMethod]
    public void Invoke_InterruptedInAStudy_SaysSoAndCanBeResumed()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        var outcome = Invoke(cancelled.Token, "run", "gradients/gradient-check", "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Interrupted, outcome.ExitCode);
        StringAssert.Contains(outcome.Output, "--resume");
    }
}
