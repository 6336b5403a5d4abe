using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Doctor;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Doctor;

[TestClass]
public sealed class ExaminationTests
{
    [TestMethod]
    public void Of_ThisMachine_HasAFindingForEachThingAndAdviceWhereSomethingIsNotGood()
    {
        using var folder = new TemporaryFolder();

        var findings = Examination.Of(Around(folder), LearnerCatalog.Own).ToList();

        CollectionAssert.AreEqual(
            new[]
            {
                ".NET", "cores", "vectors", "memory", "runs", "cache", "data", "pictures", "pretrained network", "LightGBM", "browser",
                "libtorch", "ONNX Runtime",
            },
            findings.Select(finding => finding.What).ToList());
        foreach (var finding in findings)
            Assert.AreEqual(finding.State == FindingState.Good, finding.Advice is null, finding.What);
        foreach (var what in new[] { "runs", "cache", "pictures", "pretrained network" })
            Assert.AreEqual(FindingState.Good, Of(findings, what).State, Of(findings, what).Found);
        Assert.IsFalse(Directory.Exists(folder["runs"]), "looking leaves nothing behind");
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["work"]), "looking leaves nothing behind");
    }

    [TestMethod]
    public void Of_FolderThatCannotBeWritten_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cache", "a file where the folder should be");

        var finding = Of(Around(folder) with { CacheDirectory = Path.Combine(file, "data") }, "cache");

        Assert.AreEqual(FindingState.Bad, finding.State);
        StringAssert.Contains(finding.Found, "cannot be written (");
    }

    [TestMethod]
    public void Of_DataDirectory_IsNamedWithWhatItHolds()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data/mnist"]);
        Directory.CreateDirectory(folder["empty"]);

        FindingState State(string? path) => Of(Around(folder) with { DataDirectory = path }, "data").State;

        Assert.AreEqual(FindingState.Absent, State(null));
        Assert.AreEqual(FindingState.Bad, State(folder["nowhere"]));
        Assert.AreEqual(FindingState.Bad, State(folder["empty"]));
        Assert.AreEqual(FindingState.Good, State(folder["data"]));
        StringAssert.EndsWith(Of(Around(folder) with { DataDirectory = folder["data"] }, "data").Found, " with mnist");
    }

    [TestMethod]
    public void Of_PoorMachine_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var poor = Around(folder) with { VectorBits = 0, MemoryBytes = 1 << 30, WhyNoLightGbm = "libgomp1 is missing." };

        StringAssert.Contains(Of(poor, "vectors").Advice, "DOTNET_EnableHWIntrinsic");
        Assert.AreEqual("1.0 GiB for this process", Of(poor, "memory").Found);
        Assert.AreEqual(FindingState.Bad, Of(poor, "memory").State);
        Assert.AreEqual("libgomp1 is missing.", Of(poor, "LightGBM").Advice);
    }

    [TestMethod]
    public void Of_BrowserInThePath_IsFound()
    {
        using var folder = new TemporaryFolder();
        var browser = folder.Write("firefox", "");

        Assert.AreEqual(browser, Of(Around(folder) with { ProgramFolders = [Path.GetDirectoryName(browser)!] }, "browser").Found);
    }

    [TestMethod]
    public void Tell_BadFinding_IsExitCode1AndJsonHasEach()
    {
        Finding[] findings = [new("a", FindingState.Good, "there"), new("bc", FindingState.Bad, "gone", "Fetch it.")];
        using StringWriter text = new(), json = new();

        Assert.AreEqual(ExitCode.Success, DoctorCommand.Tell([findings[0]], asJson: false, TextWriter.Null));
        Assert.AreEqual(ExitCode.SomethingMissing, DoctorCommand.Tell(findings, asJson: false, text));
        DoctorCommand.Tell(findings, asJson: true, json);

        Assert.AreEqual("good    a   there\nbad     bc  gone\n            Fetch it.\n", text.ToString().ReplaceLineEndings("\n"));
        var second = JsonNode.Parse(json.ToString())![1]!;
        Assert.AreEqual("bad", (string?)second["state"]);
        Assert.AreEqual("Fetch it.", (string?)second["advice"]);
    }

    private static Surroundings Around(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["work"]);
        return new() { WorkingDirectory = folder["work"], CacheDirectory = folder["cache"] };
    }

    private static Finding Of(Surroundings around, string what) => Of([.. Examination.Of(around, LearnerCatalog.Own)], what);

    private static Finding Of(IReadOnlyList<Finding> findings, string what) => findings.Single(finding => finding.What == what);
}
