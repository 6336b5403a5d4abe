using System.Text.RegularExpressions;

namespace MlPipelines.UnitTests.House;

/// <summary>Files that must survive are written in one place, <c>AtomicFile</c>: no other source may write a file by itself.</summary>
[TestClass]
public sealed partial class SafeWritingTests
{
    private static readonly string[] Products =
        ["Numerics", "Statistics", "CustomTrainers", "Conformance", "Data", "Pipelines", "Experiments", "Reporting", "Comparisons"];

    /// <summary>Who may write by itself, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Numerics/Serialization/AtomicFile.cs"] = "the one place",
        ["CustomTrainers/Transfer/FeatureStore.cs"] = "adds records, each with a checksum; a part of one is dropped",
        ["Data/Files/Downloader.cs"] = "a name of its own, a check of the content, and a rename",
        ["Experiments/Results/RunFolder.cs"] = "tries whether a folder can be written; nothing stays",
        ["Comparisons/Doctor/Examination.cs"] = "tries whether a folder can be written; nothing stays",
        ["Conformance/Checks/SavingChecks.cs"] = "a temporary model, for one check",
    };

    [TestMethod]
    public void Sources_OfTheProduct_WriteFilesInOnePlace()
    {
        var root = FolderGraph.House.Find(AppContext.BaseDirectory).Root;
        var found = (
            from product in Products
            from path in Directory.EnumerateFiles(Path.Combine(root, product), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, path).Replace('\\', '/')
            where Writing().IsMatch(File.ReadAllText(path))
            select name).ToList();

        Assert.AreEqual(
            "", string.Join(", ", found.Except(Exceptions.Keys)), "Write by AtomicFile, or say here why a kill can do no harm.");
        Assert.AreEqual("", string.Join(", ", Exceptions.Keys.Except(found)), "These do not write by themselves any more.");
    }

    [GeneratedRegex(
        @"File\.(WriteAll|AppendAll|Create\b|CreateText|OpenWrite|Copy|Replace)|FileMode\.(Create|Append|OpenOrCreate|Truncate)"
        + @"|new StreamWriter\(\s*(path|file|""|\$""|Path\.)|Model\.Save\([^;]*(file|path)\)")]
    private static partial Regex Writing();
}
