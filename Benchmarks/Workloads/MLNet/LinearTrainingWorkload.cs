using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>
/// A linear classifier of ML.NET's catalog on mnist: seconds, the mean loss on the training rows that it ends at, and the memory that it
/// allocates, which holds one copy of the rows (188 · 10⁶ bytes for 60 000 × 784) where it reads them into memory.
/// </summary>
internal static class LinearTrainingWorkload
{
    /// <summary>Maximum entropy by L-BFGS, a fixed number of steps.</summary>
    public static Report RunLbfgs(string name, int threads, int rows, int steps) => Run(
        name, threads, rows, ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = steps,
            OptimizationTolerance = 1e-12f,
            NumberOfThreads = threads,
        }));

    /// <summary>Maximum entropy by dual coordinate ascent, a fixed number of passes.</summary>
    public static Report RunSdca(string name, int threads, int rows, int passes) => Run(
        name, threads, rows, ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            MaximumNumberOfIterations = passes,
            ConvergenceTolerance = 1e-6f,
            L2Regularization = 1e-4f,
            L1Regularization = 0,
            NumberOfThreads = threads,
        }));

    private static Report Run(string name, int threads, int rows, Func<MLContext, IEstimator<ITransformer>> trainer)
    {
        var (samples, origin) = BenchmarkData.Mnist();
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, Math.Min(rows, samples.Count)).Select(i => new Row
        {
            Features = samples.Features.Slice(i * samples.Columns, samples.Columns).ToArray(),
            Label = (uint)samples.Labels.Span[i],
        }).ToArray());
        var estimator = trainer(ml);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var model = estimator.Fit(data);
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(data));
        return new Report
        {
            Workload = name,
            Threads = threads,
            Seconds = Math.Round(seconds, 2),
            Loss = Math.Round(metrics.LogLoss, 5),
            Accuracy = Math.Round(metrics.MicroAccuracy, 4),
            AllocatedMb = Math.Round(allocated / 1e6),
            Data = origin,
        };
    }

    private sealed class Row
    {
        [VectorType(784)]
        public float[] Features { get; set; } = [];

        [KeyType(10)]
        public uint Label { get; set; }
    }
}
