using System.Diagnostics;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>Seconds to train boosted trees, binning included, and the accuracy on the test rows.</summary>
internal static class TreeWorkload
{
    /// <summary>XGBoost's defaults: depth 6, up to 64 leaves, rate 0.3, λ = 1, second derivatives of at least 1 in a leaf.</summary>
    public static BoostingOptions Depth6 { get; } = new()
    {
        Growth = GrowthPolicy.DepthWise,
        MaximumDepth = 6,
        NumberOfLeaves = 0,
        LearningRate = 0.3,
        L2 = 1,
        MinimumExampleCountPerLeaf = 1,
        MinimumHessianPerLeaf = 1,
    };

    /// <summary>20 leaves and rate 0.2, the leaf of the largest gain first; otherwise as <see cref="Depth6"/>.</summary>
    public static BoostingOptions Leaves20 { get; } = Depth6 with
    {
        Growth = GrowthPolicy.LeafWise,
        MaximumDepth = 0,
        NumberOfLeaves = 20,
        LearningRate = 0.2,
    };

    public static Report Run(string name, int threads, Func<TreeRows> load, int rounds, BoostingOptions options)
    {
        var rows = load();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var before = process.WorkingSet64;
        var watch = Stopwatch.StartNew();
        var ensemble = Train(rows, threads, rounds, options);
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Report
        {
            Workload = name,
            Threads = threads,
            Data = rows.Origin,
            Seconds = Math.Round(seconds, 2),
            CpuSeconds = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
            PeakMb = Math.Round(process.PeakWorkingSet64 / 1048576.0),
            TrainingMb = Math.Round((process.PeakWorkingSet64 - before) / 1048576.0),
            Accuracy = Math.Round(Accuracy(ensemble, rows, threads), 4),
        };
    }

    /// <summary>Microseconds for the scores of one row at a time: 20 trees of 20 leaves for each class.</summary>
    public static Report RunSingleRow(string name, int threads, Func<TreeRows> load)
    {
        var rows = load();
        var ensemble = Train(rows, threads, 20, Leaves20);
        var scores = new float[ensemble.OutputCount];
        var microseconds = RowTiming.Microseconds(
            2000, row => ensemble.Predict(rows.TestFeatures.AsSpan(row * rows.Columns, rows.Columns), scores));
        return new Report { Workload = name, Threads = 1, Data = rows.Origin, MicrosecondsPerRow = microseconds };
    }

    private static TreeEnsemble Train(TreeRows rows, int threads, int rounds, BoostingOptions options)
    {
        var training = new TrainingRows
        {
            Features = BinnedMatrix.Create(rows.Features, rows.Labels.Length, rows.Columns, new BinningOptions { Threads = threads }),
            Targets = rows.Labels,
        };
        return GradientBooster.Train(
            training, new SoftmaxLoss(rows.Classes), options with { NumberOfTrees = rounds, Threads = threads }).Ensemble;
    }

    private static double Accuracy(TreeEnsemble ensemble, TreeRows rows, int threads)
    {
        var scores = ensemble.PredictBatch(rows.TestFeatures, threads);
        int right = 0, classes = ensemble.OutputCount;
        for (var row = 0; row < rows.TestLabels.Length; row++)
        {
            ReadOnlySpan<float> s = scores.AsSpan(row * classes, classes);
            var best = 0;
            for (var k = 1; k < classes; k++) best = s[k] > s[best] ? k : best;
            right += best == (int)rows.TestLabels[row] ? 1 : 0;
        }
        return (double)right / rows.TestLabels.Length;
    }
}
