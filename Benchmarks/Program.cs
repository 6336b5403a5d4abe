using System.Text.Json;
using MlPipelines.Benchmarks;
using MlPipelines.Benchmarks.Kernels;
using MlPipelines.Benchmarks.Workloads;

// usage: Benchmarks [workload ...] [--threads N]      no workload: all; no threads: 1 and then 2
//        Benchmarks kernels [BenchmarkDotNet's arguments]
if (args is ["kernels", .. var arguments])
    return KernelBenchmarks.Run(arguments);

List<string> names = [];
int[] threadCounts = [1, 2];
for (var i = 0; i < args.Length; i++)
{
    if (args[i] != "--threads")
    {
        names.Add(args[i]);
    }
    else if (++i < args.Length && int.TryParse(args[i], out var threads) && threads > 0)
    {
        threadCounts = [threads];
    }
    else
    {
        Console.Error.WriteLine("--threads needs a number of at least 1.");
        return 2;
    }
}

var unknown = names.Where(n => !WorkloadCatalog.All.ContainsKey(n)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"Unknown workload: {string.Join(", ", unknown)}. Known: {string.Join(", ", WorkloadCatalog.All.Keys)}.");
    return 2;
}

foreach (var threads in threadCounts)
{
    foreach (var name in names.Count > 0 ? names : [.. WorkloadCatalog.All.Keys])
        Console.WriteLine(JsonSerializer.Serialize(WorkloadCatalog.All[name](name, threads), ReportJson.Options));
}
return 0;
