using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.ML;

namespace MlPipelines.Comparisons.Results;

/// <summary>Which program wrote the results, and which ML.NET it ran on.</summary>
internal static class ProgramInfo
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } = VersionOf(typeof(ProgramInfo).Assembly);

    /// <summary>ML.NET's assembly and its version.</summary>
    public static JsonObject DescribeMLNet()
    {
        var assembly = typeof(MLContext).Assembly;
        return new JsonObject
        {
            ["assembly"] = assembly.GetName().Name,
            ["version"] = VersionOf(assembly),
        };
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
