using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Experiments.Results;

/// <summary>What the program runs on.</summary>
internal static class Machine
{
    /// <summary>The processor's name, or its architecture when the name is not known.</summary>
    public static string Processor { get; } = FindProcessor();

    /// <summary>Operating system, processor, cores, vector width, memory and runtime.</summary>
    public static JsonObject Describe() => new()
    {
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processor"] = Processor,
        ["cores"] = Environment.ProcessorCount,
        ["vectorBits"] = VectorWidth.Bits,
        ["memoryMegabytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
    };

    private static string FindProcessor()
    {
        const string ProcessorFile = "/proc/cpuinfo";
        try
        {
            if (File.Exists(ProcessorFile)
                && File.ReadLines(ProcessorFile)
                    .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(':') + 1)..].Trim();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the name is only for the record
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}

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
