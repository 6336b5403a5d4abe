using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>
/// Microseconds of one <c>PredictionEngine.Predict</c> of a linear model on 784 features, into a new object; the best of several runs.
/// </summary>
internal static class LinearPredictionWorkload
{
    private const int Features = 784;
    private const int Calls = 100_000;
    private const int Runs = 12;

    public static Report RunBinary(string name, int threads)
    {
        var (ml, data, rows) = Data();
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive").Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<Row, BinaryPrediction>(model);
        return Time(name, threads, rows, row => engine.Predict(row).Score);
    }

    public static Report RunTenClasses(string name, int threads)
    {
        var (ml, data, rows) = Data();
        var model = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<Row, ClassPrediction>(model);
        return Time(name, threads, rows, row => engine.Predict(row).Score[0]);
    }

    private static (MLContext Context, IDataView Data, Row[] Rows) Data()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 500).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, Features).Select(_ => random.NextSingle())],
            Positive = i % 2 == 0,
            Label = (uint)(i % 10),
        }).ToArray();
        var ml = new MLContext(seed: 1);
        return (ml, ml.Data.LoadFromEnumerable(rows), rows);
    }

    private static Report Time(string name, int threads, Row[] rows, Func<Row, float> predict)
    {
        var best = double.PositiveInfinity;
        var sum = 0f;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Calls; i++)
                sum += predict(rows[i % 16]);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / Calls);
        }
        return new Report
        {
            Workload = name,
            Threads = threads,
            MicrosecondsPerRow = Math.Round(best, 3),
            Data = float.IsNaN(sum) ? "broken"
            : "random"
        };
    }

    private sealed class Row
    {
        [VectorType(LinearPredictionWorkload.Features)]
        public float[] Features { get; set; } = [];

        public bool Positive { get; set; }

        [KeyType(10)]
        public uint Label { get; set; }
    }

    private sealed class BinaryPrediction
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassPrediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
