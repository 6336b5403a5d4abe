using System.Runtime.Intrinsics;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Doctor;

/// <summary>The machine and the process as the examination sees them; by default those that it runs in.</summary>
internal sealed record Surroundings
{
    /// <summary>The data directory, null where none is named.</summary>
    public string? DataDirectory { get; init; } = new DataSetOptions().DataDirectory;

    /// <summary>The folder of downloads and features.</summary>
    public string CacheDirectory { get; init; } = new DataSetOptions().CacheDirectory;

    /// <summary>The folder that the program was started in, under which runs are written.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Folders with programs.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Bytes that the process may use.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Cores that the process may use.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Bits of the widest vectors that the process computes with; 0 for none.</summary>
    public int VectorBits { get; init; } = Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Why LightGBM's native library does not load; null where it does.</summary>
    public string? WhyNoLightGbm { get; init; } = LearnerKinds.WhyMissing("light-gbm");
}
