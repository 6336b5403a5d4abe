using System.Reflection;
using Microsoft.ML;

namespace MlPipelines.MLNetParity;

/// <summary>The ML.NET that this program was built with.</summary>
public static class Library
{
    /// <summary>Whether it is the embedded one: that is one assembly for each package, the genuine one is several.</summary>
    public static bool IsEmbedded => typeof(MLContext).Assembly == typeof(CustomMappingCatalog).Assembly;

    /// <summary>A name for reports.</summary>
    public static string Name => IsEmbedded ? "embedded ML.NET" : $"genuine ML.NET {Version}";

    private static string Version =>
        typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "of an unknown version";
}
