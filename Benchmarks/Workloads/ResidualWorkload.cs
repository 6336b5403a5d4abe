using System.Diagnostics;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>A residual network of basic blocks in four stages of 2, 2, 2 and 3, on random images of two classes.</summary>
internal static class ResidualWorkload
{
    private const int Batch = 32;

    /// <summary>Training in batches of 32.</summary>
    public static Report Train(string name, int threads, int images, int size, OptimizerOptions optimizer) =>
        TrainingWorkload.Run(name, threads, () => BenchmarkData.LargeImages(images, size), _ => Define(size), Batch, optimizer, 3)
            with
        { PeakMb = PeakMb() };

    /// <summary>
    /// Prediction in batches of 32: images per second, best of several rounds, and the operations of the plain method per second beside
    /// the machine's limit.
    /// </summary>
    public static Report Predict(string name, int threads, int images, int size)
    {
        using var workers = new WorkerPool(threads);
        var network = Network<float>.Create(Define(size), seed: 1);
        var x = BenchmarkData.LargeImages(images, size).Samples.Features;
        var scores = new float[Batch * network.OutputSize];
        double best = double.PositiveInfinity, limit = 0;
        for (var round = 0; round < 4; round++)
        {
            limit = Math.Max(limit, MultiplyAddLimit.Gflops(workers, threads));
            var start = Stopwatch.GetTimestamp();
            for (var row = 0; row < images; row += Batch)
                network.Predict(x.Span.Slice(row * network.InputSize, Batch * network.InputSize), Batch, scores, workers);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var gflops = 2e-9 * images * network.Definition.Summary().MultiplyAdds / best;
        return new Report
        {
            Workload = name,
            Threads = threads,
            RowsPerS = Math.Round(images / best, 1),
            Gflops = Math.Round(gflops, 1),
            LimitGflops = Math.Round(limit, 1),
            ShareOfLimit = Math.Round(gflops / limit, 3),
            PeakMb = PeakMb(),
            Data = "random",
        };
    }

    private static NetworkDefinition Define(int size) => ResNet.Define([2, 2, 2, 3], outputs: 2, size: size);

    private static double PeakMb()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round(process.PeakWorkingSet64 / 1048576.0);
    }
}
