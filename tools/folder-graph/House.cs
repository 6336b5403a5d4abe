using Microsoft.CodeAnalysis;

namespace MlPipelines.FolderGraph;

/// <summary>The product's projects in a clone of the repository, and what the rules of the house say about them.</summary>
public sealed class House
{
    private static readonly string[] Groups = ["Samples", "tools"];

    private House(string root, IReadOnlyList<string> projectFiles) => (Root, ProjectFiles) = (root, projectFiles);

    /// <summary>The folder of the solution.</summary>
    public string Root { get; }

    /// <summary>The project files of the product: those one folder below the root, without tests and benchmarks.</summary>
    public IReadOnlyList<string> ProjectFiles { get; }

    /// <summary>Finds the solution's folder, from a folder inside it upward.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above has the solution.</exception>
    public static House Find(string inside)
    {
        var root = new DirectoryInfo(Path.GetFullPath(inside));
        while (!File.Exists(Path.Combine(root.FullName, "MlPipelines.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException($"MlPipelines.sln is neither in {inside} nor in a folder above it.");
        var files = Directory.EnumerateDirectories(root.FullName)
            .Where(folder => !Groups.Contains(Path.GetFileName(folder)) && Path.GetFileName(folder) is not ("UnitTests" or "Benchmarks"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal);
        return new House(root.FullName, [.. files]);
    }

    /// <summary>The sources of each project.</summary>
    public IEnumerable<SourceProject> Projects()
    {
        var references = References();
        return ProjectFiles.Select(file => SourceProject.Read(Path.GetDirectoryName(file)!, references));
    }

    /// <summary>References of project files that the page <c>docs/architecture.md</c> does not allow.</summary>
    public IReadOnlyList<string> WrongArrows()
    {
        var allowed = ProjectArrows.Allowed(Path.Combine(Root, "docs", "architecture.md"));
        return [.. ProjectFiles.SelectMany(file => ProjectArrows.Against(file, allowed))];
    }

    /// <summary>The .NET assemblies of this process, and all that builds have left in the folder of outputs.</summary>
    private List<PortableExecutableReference> References()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var outputs = Path.Combine(Root, "artifacts", "bin");
        var built = Directory.Exists(outputs) ? Directory.EnumerateFiles(outputs, "*.dll", SearchOption.AllDirectories) : [];
        var frameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. trusted.Where(path => Path.GetDirectoryName(path) == frameworkFolder)
                .Concat(built)
                .DistinctBy(Path.GetFileName)
                .Where(IsManaged)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    private static bool IsManaged(string path)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
