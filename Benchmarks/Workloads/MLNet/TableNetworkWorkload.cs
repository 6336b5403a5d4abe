using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data.Rows;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>
/// The networks for tables as a program of ML.NET calls them, with their defaults: a whole fit on 10 000 generated rows of 20 numbers, with
/// two classes that waves of five of the numbers decide, and a twentieth of the labels wrong.
/// </summary>
internal static class TableNetworkWorkload
{
    private const int Rows = 10_000;
    private const int Columns = 20;

    /// <summary>RealMLP in one of its forms.</summary>
    public static Report RunRealMlp(string name, int threads, RealMlpForm form) => Run(
        name, threads, ml => ml.BinaryClassification.Trainers.RealMlp(new RealMlpOptions { Form = form, Threads = threads }));

    /// <summary>TabM.</summary>
    public static Report RunTabM(string name, int threads) => Run(
        name, threads, ml => ml.BinaryClassification.Trainers.TabM(new TabMOptions { Threads = threads }));

    private static Report Run(
        string name, int threads,
        Func<MLContext, IEstimator<BinaryPredictionTransformer<BinaryNetworkModel>>> trainer)
    {
        var ml = new MLContext(seed: 1);
        var (train, test) = (Table(Rows, seed: 1), Table(Rows, seed: 2));
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var model = trainer(ml).Fit(train);
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Report
        {
            Workload = name,
            Threads = threads,
            Data = $"generated, {model.Model.Training.Epochs} epochs",
            Seconds = Math.Round(seconds, 2),
            CpuSeconds = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
            PeakMb = Math.Round(process.PeakWorkingSet64 / 1048576.0),
            Accuracy = Math.Round(ml.BinaryClassification.Evaluate(model.Transform(test)).Accuracy, 4),
        };
    }

    private static MatrixDataView Table(int rows, int seed)
    {
        var random = new Random(seed);
        var (x, labels) = (new float[rows * Columns], new bool[rows]);
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < Columns; column++)
            {
                x[row * Columns + column] = (float)(2 * random.NextDouble() - 1);
                sum += column < 5 ? Math.Sin(3 * x[row * Columns + column]) : 0;
            }

            labels[row] = sum > 0 != random.NextDouble() < 0.05;
        }

        return MatrixDataView.Binary(new SingleMatrix(x, Columns), labels);
    }
}
