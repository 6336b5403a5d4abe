using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>Single kernels on one thread under BenchmarkDotNet, in this process: mean, deviation and allocation of each.</summary>
internal static class KernelBenchmarks
{
    /// <summary>Runs what BenchmarkDotNet's own arguments ask for; without any, all kernels.</summary>
    public static int Run(string[] arguments)
    {
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly)
            .Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
