using System.Text.RegularExpressions;
using MlPipelines.Endurance;

namespace MlPipelines.UnitTests.Samples;

/// <summary>The two programs of the README, each in a process of its own.</summary>
[TestClass]
public sealed partial class EmbedTests
{
    [TestMethod]
    public void Embed_ThenLoad_PredictTheSameInTwoProcesses()
    {
        using var folder = new TemporaryFolder();
        var file = folder["towns.zip"];

        var trained = Output("MlPipelines.Embed.dll", file);
        var loaded = Output("MlPipelines.Load.dll", file);

        StringAssert.Contains(trained, "; (0.9, 0.9) is in the north");
        StringAssert.Contains(loaded, "(0.9, 0.9) is in the north; ");
        Assert.AreEqual(Probability().Match(trained).Groups[1].Value, Probability().Match(loaded).Groups[1].Value);
        Assert.IsGreaterThan(
            0.5, double.Parse(Probability().Match(loaded).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.IsGreaterThan(
            0.9, double.Parse(
                Regex.Match(trained, @"^accuracy (\S+);", RegexOptions.Multiline).Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture));
        StringAssert.Matches(trained, new("without East the accuracy falls by 0\\.[1-9]"));
        StringAssert.Matches(trained, new("without North the accuracy falls by 0\\.[1-9]"));
    }

    [TestMethod]
    public void Readme_FirstProgram_IsTheSample()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "MlPipelines.sln"))) root = root.Parent;
        var readme = File.ReadAllText(Path.Combine(root.FullName, "README.md")).ReplaceLineEndings("\n");
        var program = readme.Split("```csharp\n")[1].Split("```")[0];

        Assert.AreEqual(File.ReadAllText(Path.Combine(root.FullName, "Samples", "Embed", "Program.cs")).ReplaceLineEndings("\n"), program);
    }

    [GeneratedRegex(@"P\(north\).* is (\S+)")]
    private static partial Regex Probability();

    private static string Output(string program, string file)
    {
        using var child = ChildProcess.Start(Path.Combine(AppContext.BaseDirectory, program), file);
        child.RequireSuccess();
        return child.Output;
    }
}
