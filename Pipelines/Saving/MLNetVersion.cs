using System.Reflection;
using Microsoft.ML;

namespace MlPipelines.Pipelines.Saving;

/// <summary>Which ML.NET runs: this repository's or NuGet's.</summary>
/// <param name="Way"><c>Embedded</c> or <c>Packages</c>, as the build property names it.</param>
/// <param name="Assembly">The assembly of its context.</param>
/// <param name="Version">That assembly's version.</param>
public sealed record MLNetVersion(string Way, string Assembly, string Version)
{
    /// <summary>The one that this program runs on: the embedded one is a single assembly, the genuine one has its types elsewhere.</summary>
    public static MLNetVersion Current { get; } = Of(typeof(MLContext).Assembly);

    private static MLNetVersion Of(Assembly assembly)
    {
        var name = assembly.GetName();
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? name.Version?.ToString() ?? "unknown";
        return new MLNetVersion(name.Name == "Microsoft.ML" ? "Embedded" : "Packages", name.Name ?? "unknown", version);
    }
}
