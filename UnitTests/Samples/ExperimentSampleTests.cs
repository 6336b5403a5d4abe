using MlPipelines.Endurance;

namespace MlPipelines.UnitTests.Samples;

/// <summary>The sample of an experiment in C#, in a process of its own.</summary>
[TestClass]
public sealed class ExperimentSampleTests
{
    [TestMethod]
    public void Run_Sample_JudgesItsClaimAndDrawsItsPictureAndGoesOn()
    {
        using var folder = new TemporaryFolder();

        var first = Output(folder["run"]);
        var again = Output(folder["run"]);

        StringAssert.StartsWith(first, "Supported: the network is more accurate by 0.");
        Assert.AreEqual(first, again);
        Assert.HasCount(10, Directory.GetFiles(Path.Combine(folder["run"], "trials")));
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "pictures", "borders-map-accuracy.svg")));
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder["run"], "claims.csv")), ",supported\n");
    }

    private static string Output(string folder)
    {
        using var child = ChildProcess.Start(Path.Combine(AppContext.BaseDirectory, "MlPipelines.Experiment.dll"), folder);
        child.RequireSuccess();
        return child.Output;
    }
}
