namespace MlPipelines.UnitTests.Samples;

/// <summary>The pages of the project.</summary>
[TestClass]
public sealed class DocumentTests
{
    [TestMethod]
    public void Pages_Links_LeadToFilesThatAreThere()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "MlPipelines.sln"))) root = root.Parent;
        string[] pages =
        [
            .. Directory.EnumerateFiles(root.FullName, "*.md"),
            .. new[] { "docs", "Samples", "TorchLearners", "tools" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.md", SearchOption.AllDirectories))
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")),
        ];
        var broken = new List<string>();
        foreach (var page in pages)
        {
            var text = File.ReadAllText(page);
            if (text.Contains("@@", StringComparison.Ordinal))
                broken.Add($"{page}: an unfinished place");
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(
                text, @"\]\(([^)#:\s]+)(#[^)]*)?\)"))
            {
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)))
                    broken.Add($"{Path.GetRelativePath(root.FullName, page)}: {link.Groups[1].Value}");
            }
        }

        Assert.IsGreaterThan(10, pages.Length);
        Assert.AreEqual("", string.Join("\n", broken));
    }
}
