using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>Training samples per second: gather, forward, loss, backward and update; the best of the epochs.</summary>
internal static class TrainingWorkload
{
    public static Report Run(
        string name, int threads, Func<BenchmarkData> data, int[] hidden, int batch, OptimizerOptions optimizer, int epochs,
        bool batchNorm = false) =>
        Run(
            name, threads, data, samples => Mlp.Define(samples.Columns, hidden, samples.Classes, batchNorm: batchNorm), batch, optimizer,
            epochs);

    public static Report Run(
        string name, int threads, Func<BenchmarkData> data, Func<SampleSet<float>, NetworkDefinition> define, int batch,
            OptimizerOptions optimizer, int epochs)
    {
        var (samples, origin) = data();
        var network = Network<float>.Create(define(samples), seed: 1);
        var options =
            new TrainingOptions
            {
                Epochs = epochs
                + 1,
                BatchSize = batch,
                Optimizer = optimizer,
                Seed = 1,
                Threads = threads,
                EvaluateEveryEpochs = 0
            };
        var watch = new EpochWatch();
        var result = Trainer.Fit(network, samples, [], options, watch);
        return new Report
        {
            Workload = name,
            Threads = threads,
            SamplesPerS = Math.Round(samples.Count / watch.BestSeconds),
            SamplesPerCpuS = Math.Round(samples.Count / watch.BestCpuSeconds),
            AllocatedBytesPerStep = Math.Round(watch.LeastAllocated / (result.Iterations / (double)result.Epochs), 1),
            Data = origin,
        };
    }
}
