using System.Diagnostics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>A square float matrix product beside the machine's limit, in alternation.</summary>
internal static class ProductWorkload
{
    public static Report Run(string name, int threads, int size)
    {
        using var workers = new WorkerPool(threads);
        var random = new Xoshiro256(1, RandomPurpose.Generation);
        var (a, b, c) = (Uniform(size * size, random), Uniform(size * size, random), new float[size * size]);
        double best = 0, limit = 0;
        for (var round = 0; round < 12; round++)
        {
            limit = Math.Max(limit, MultiplyAddLimit.Gflops(workers, threads));
            for (var i = 0; i < 3; i++)
            {
                var start = Stopwatch.GetTimestamp();
                MatrixProduct.Multiply(
                    workers, size, size, size, new MatrixView<float>(a, size), new MatrixView<float>(b, size), c.AsSpan(), default);
                best = Math.Max(best, 2e-9 * size * size * size / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
        return new Report
        {
            Workload = name,
            Threads = threads,
            Gflops = Math.Round(best, 1),
            LimitGflops = Math.Round(
            limit, 1),
            ShareOfLimit = Math.Round(best / limit, 3)
        };
    }

    private static float[] Uniform(int count, Xoshiro256 random)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)random.NextUniform(-1, 1);
        return values;
    }
}
