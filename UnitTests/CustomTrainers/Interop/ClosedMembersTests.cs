using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.CustomTrainers.Interop;

/// <summary>
/// What the folder Interop relies on beyond ML.NET's public face, a test for each, so that a new version of ML.NET that moves one fails
/// by its name.
/// </summary>
[TestClass]
public sealed class ClosedMembersTests
{
    private static readonly string[] Expected =
    [
    ];

    private static readonly Lazy<IReadOnlySet<string>> Used = new(() => ClosedMembers.UsedBy(typeof(MlpCatalog).Assembly.Location));

    /// <summary>The rows of the first test.</summary>
    public static IEnumerable<string> Names => Expected;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Member_OfMLNet_IsThereAndInUse(string name)
    {
        Assert.IsTrue(ClosedMembers.Exists(name), $"ML.NET {typeof(Microsoft.ML.MLContext).Assembly.GetName().Version} has no {name}: the folder CustomTrainers/Interop needs another way.");
        Assert.Contains(name, Used.Value, "It is not used any more; take it out of the list.");
    }

    [TestMethod]
    public void Interop_UsesNothingElseThatIsClosed()
        => Assert.AreEqual("", string.Join("\n", Used.Value.Except(Expected)));

    [TestMethod]
    public void Sources_OutsideInterop_NameNoClosedType()
    {
        // A closed type's short name in a source file is as good a sign as the compiler's, which cannot be asked by folder.
        var names = Expected.Where(name => ClosedMembers.IsType(name)).Select(name => name[(name.LastIndexOf('.') + 1)..].Split('`')[0]).ToHashSet();
        var found = Directory.EnumerateFiles(SourceFolder("CustomTrainers"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Interop{Path.DirectorySeparatorChar}"))
            .SelectMany(file => File.ReadAllText(file).Split([' ', '(', ')', '<', '>', ',', '.', ';', ':', '?', '{', '}', '[', ']', '\n', '\r']).Where(names.Contains).Distinct().Select(name => $"{Path.GetFileName(file)}: {name}"));
        Assert.AreEqual("", string.Join("\n", found));
    }

    private static string SourceFolder(string project)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MlPipelines.sln")))
                return Path.Combine(folder.FullName, project);
        throw new DirectoryNotFoundException("The tests are not below the folder of MlPipelines.sln.");
    }
}
