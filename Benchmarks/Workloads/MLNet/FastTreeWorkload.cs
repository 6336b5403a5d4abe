using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlPipelines.Data;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>ML.NET's one-versus-all FastTree with its defaults (20 leaves, rate 0.2), as a program calls it.</summary>
internal static class FastTreeWorkload
{
    /// <summary>Rows whose predictions are timed one at a time.</summary>
    private const int PredictedRows = 2000;

    private const int Runs = 10;

    /// <summary>Seconds to fit on rows in memory, binning included, and the accuracy on the test rows.</summary>
    public static Report Run(string name, int threads, string dataSet, int trees)
    {
        var ml = new MLContext(seed: 1);
        DataSet set = Load(dataSet);
        ITransformer keys = Keys(ml).Fit(set.Train);
        IDataView train = keys.Transform(set.Train);
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long before = process.WorkingSet64;
        var watch = Stopwatch.StartNew();
        ITransformer model = Trainer(ml, threads, trees).Fit(train);
        double seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Report
        {
            Workload = name,
            Threads = threads,
            Data = set.Name,
            Seconds = Math.Round(seconds, 2),
            CpuSeconds = Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2),
            PeakMb = Math.Round(process.PeakWorkingSet64 / 1048576.0),
            TrainingMb = Math.Round((process.PeakWorkingSet64 - before) / 1048576.0),
            Accuracy = Math.Round(ml.MulticlassClassification.Evaluate(model.Transform(keys.Transform(TestRows(set)))).MicroAccuracy, 4),
        };
    }

    /// <summary>Microseconds of one <c>PredictionEngine.Predict</c> with 20 trees for each class of european-countries.</summary>
    public static Report RunSingleRow(string name, int threads)
    {
        var ml = new MLContext(seed: 1);
        DataSet set = Load("european-countries");
        ITransformer keys = Keys(ml).Fit(set.Train);
        ITransformer model = Trainer(ml, threads, 20).Fit(keys.Transform(set.Train));
        using var engine = ml.Model.CreatePredictionEngine<Place, Prediction>(model);
        MatrixDataView test = TestRows(set);
        var rows = new Place[Math.Min(PredictedRows, test.RowCount)];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new Place { Features = new float[test.FeatureCount] };
            test.CopyFeatures(row, rows[row].Features);
        }
        var prediction = new Prediction();
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            foreach (Place row in rows) engine.Predict(row, ref prediction);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / rows.Length);
        }
        return new Report { Workload = name, Threads = 1, Data = set.Name, MicrosecondsPerRow = Math.Round(best, 3) };
    }

    private static IEstimator<ITransformer> Keys(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label");

    private static IEstimator<ITransformer> Trainer(MLContext ml, int threads, int trees) =>
        ml.MulticlassClassification.Trainers.OneVersusAll(
            ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = trees, NumberOfThreads = threads }));

    private static DataSet Load(string name) => DataSets.Load(name, new DataSetOptions { AllowDownload = false, AllowStandIn = true });

    private static MatrixDataView TestRows(DataSet set) =>
        set.Test ?? set.Validation ?? throw new InvalidOperationException($"The data set {set.Name} has no rows to test on.");

    private sealed class Place
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
