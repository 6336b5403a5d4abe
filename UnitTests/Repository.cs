namespace MlPipelines.UnitTests;

/// <summary>The folder of the sources that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its path.</summary>
    public static string Root { get; } = Find();

    /// <summary>The configuration that the tests were built in, as <c>release</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "MlPipelines.sln"))) root = root.Parent;
        return root.FullName;
    }
}
