using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;

namespace MlPipelines.Comparisons.Results;

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
        ["vectorBits"] = Vector512.IsHardwareAccelerated || Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        ["memoryMegabytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
    };

    private static string FindProcessor()
    {
        const string ProcessorFile = "/proc/cpuinfo";
        try
        {
            if (File.Exists(ProcessorFile)
                && File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line)
                return line[(line.IndexOf(':') + 1)..].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // the name is only for the record
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
