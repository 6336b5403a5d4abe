using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.Benchmarks.Workloads.MLNet;

/// <summary>
/// Trainers of boosted trees for several classes as a program of ML.NET calls them: trees of 20 leaves, steps as long as those of
/// <see cref="TreeWorkload.Leaves20"/>.
/// </summary>
internal static class TreeTrainerWorkload
{
    /// <summary>Makes the trainer of so many rounds of trees.</summary>
    public delegate IEstimator<ITransformer> Trainer(MLContext ml, int threads, int trees);

    /// <summary>Rows whose predictions are timed one at a time.</summary>
    private const int PredictedRows = 2000;

    /// <summary>Seconds to fit on rows in memory, binning included, and the accuracy on the test rows.</summary>
    public static Report Run(string name, int threads, string dataSet, int trees, Trainer trainer)
    {
        var ml = new MLContext(seed: 1);
        var set = Load(dataSet);
        var keys = Keys(ml).Fit(set.Train);
        var train = keys.Transform(set.Train);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var before = process.WorkingSet64;
        var watch = Stopwatch.StartNew();
        var model = trainer(ml, threads, trees).Fit(train);
        var seconds = watch.Elapsed.TotalSeconds;
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
    public static Report RunSingleRow(string name, int threads, Trainer trainer)
    {
        var ml = new MLContext(seed: 1);
        var set = Load("european-countries");
        var keys = Keys(ml).Fit(set.Train);
        var model = trainer(ml, threads, 20).Fit(keys.Transform(set.Train));
        using var engine = ml.Model.CreatePredictionEngine<Place, Prediction>(model);
        var test = TestRows(set);
        var rows = new Place[Math.Min(PredictedRows, test.RowCount)];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new Place { Features = new float[test.FeatureCount] };
            test.CopyFeatures(row, rows[row].Features);
        }
        var prediction = new Prediction();
        var microseconds = RowTiming.Microseconds(rows.Length, row => engine.Predict(rows[row], ref prediction));
        return new Report { Workload = name, Threads = 1, Data = set.Name, MicrosecondsPerRow = microseconds };
    }

    /// <summary>This project's trees, the settings of <see cref="TreeWorkload.Leaves20"/>.</summary>
    public static IEstimator<ITransformer> Boosted(MLContext ml, int threads, int trees) =>
        ml.MulticlassClassification.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions
        {
            NumberOfTrees = trees,
            NumberOfLeaves = 20,
            LearningRate = 0.2,
            L2 = 1,
            MinimumExampleCountPerLeaf = 1,
            MinimumHessianPerLeaf = 1,
            RowFraction = 1,
            FeatureFractionPerSplit = 1,
            Threads = threads,
        });

    /// <summary>
    /// ML.NET's FastTree, which knows two classes alone: one-versus-all, with its defaults, which are 20 leaves of at least 10 rows and
    /// rate 0.2.
    /// </summary>
    public static IEstimator<ITransformer> FastTree(MLContext ml, int threads, int trees) =>
        ml.MulticlassClassification.Trainers.OneVersusAll(
            ml.BinaryClassification.Trainers.FastTree(
                new FastTreeBinaryTrainer.Options { NumberOfTrees = trees, NumberOfThreads = threads }));

    /// <summary>
    /// ML.NET's LightGBM: softmax, the limits of leaves and λ as in <see cref="Boosted"/>. Its second derivatives of softmax are about half
    /// of ours, so that half the rate gives steps of the same length; with rate 0.2 it diverges on european-countries (accuracy 0.944, and
    /// 0.803 with its own limits of leaves).
    /// </summary>
    public static IEstimator<ITransformer> LightGbm(MLContext ml, int threads, int trees) =>
        ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            NumberOfIterations = trees,
            NumberOfLeaves = 20,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 1,
            UseSoftmax = true,
            Booster = new GradientBooster.Options { L2Regularization = 1, MinimumChildWeight = 1 },
            NumberOfThreads = threads,
        });

    private static IEstimator<ITransformer> Keys(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label");

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
