using System.Reflection;
using Microsoft.ML;

namespace MlPipelines.Pipelines.Saving;

/// <summary>Which ML.NET runs.</summary>
/// <param name="Assembly">The assembly of its context.</param>
/// <param name="Version">That assembly's version.</param>
public sealed record MLNetVersion(string Assembly, string Version)
{
    /// <summary>The one that this program runs on.</summary>
    public static MLNetVersion Current { get; } = Of(typeof(MLContext).Assembly);

    private static MLNetVersion Of(Assembly assembly)
    {
        var name = assembly.GetName();
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? name.Version?.ToString() ?? "unknown";
        return new MLNetVersion(name.Name ?? "unknown", version);
    }
}
