using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace MlPipelines.Pipelines.Learners;

/// <summary>LightGBM's native library: whether it loads on this machine, looked up once.</summary>
internal static class LightGbmLibrary
{
    private const string Name = "lib_lightgbm";

    private static readonly Lazy<string?> Found = new(() => WhyNot(Load));

    /// <summary>Why it does not load, in a sentence that says what to do; null where it loads.</summary>
    public static string? WhyMissing => Found.Value;

    /// <summary>The sentence that a try to load the library leads to, null where it works.</summary>
    /// <param name="load">Loads it, or throws as .NET does.</param>
    internal static string? WhyNot(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"The native library of LightGBM, {Name}, does not load on this machine ({Reason(exception)}). "
                + "Its package has it for x64 processors with Windows, Linux or macOS. On Linux it needs OpenMP's library: install the package libgomp1 (Debian, Ubuntu) or libgomp (Fedora); "
                + "on macOS install libomp (brew install libomp).";
        }
    }

    /// <summary>Finds the library as ML.NET's calls into it do, through the same assembly. A library that was loaded stays so until the process ends.</summary>
    private static void Load() => NativeLibrary.Load(Name, typeof(LightGbmMulticlassTrainer).Assembly, searchPath: null);

    /// <summary>The line of a message that names a file that is not there for the library, where there is one: .NET's message has a line for each place that it looked at.</summary>
    private static string Reason(Exception exception)
    {
        string[] lines = exception.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string line = Array.Find(lines, line => line.Contains(".so.", StringComparison.Ordinal) || line.Contains("libomp", StringComparison.Ordinal)) ?? lines.FirstOrDefault("no reason given");
        return line.TrimEnd('.');
    }
}
