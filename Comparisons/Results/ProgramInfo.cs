using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.ML;

namespace MlPipelines.Comparisons.Results;

/// <summary>Which program wrote the results, and which ML.NET it ran on.</summary>
internal static class ProgramInfo
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } = VersionOf(typeof(ProgramInfo).Assembly);

    /// <summary>True on the ML.NET of this repository, false on NuGet's: the embedded one is a single assembly, the genuine one has its types elsewhere.</summary>
    public static bool IsEmbedded { get; } = typeof(MLContext).Assembly.GetName().Name == "Microsoft.ML";

    /// <summary>The way, as the build property names it.</summary>
    public static string Way => IsEmbedded ? "Embedded" : "Packages";

    /// <summary>The way, the assembly and its version.</summary>
    public static JsonObject DescribeMLNet()
    {
        var assembly = typeof(MLContext).Assembly;
        return new JsonObject
        {
            ["way"] = Way,
            ["assembly"] = assembly.GetName().Name,
            ["version"] = VersionOf(assembly),
        };
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
