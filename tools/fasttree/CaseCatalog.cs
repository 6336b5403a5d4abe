using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlPipelines.Data;

namespace MlPipelines.FastTreeQuality;

/// <summary>All cases.</summary>
internal static class CaseCatalog
{
    public static IReadOnlyList<QualityCase> All { get; } =
    [
        Binary("two spirals", (ml, seed) => Loaded("swiss-roll-generated", seed, 4000), (ml, _) => ml.BinaryClassification.Trainers.FastTree()),
        Binary("rule, 2 % yes", Generated(g => g.Rule(10000, 8, 0.02, 0.002)), (ml, _) => ml.BinaryClassification.Trainers.FastTree()),
        Binary("rule, wide (400 × 1000)", Generated(g => g.Rule(800, 1000, 0.5, 0.05)), (ml, _) => ml.BinaryClassification.Trainers.FastTree()),
        Binary("rule, tiny (60 rows)", Generated(g => g.Rule(2060, 4, 0.5, 0.05), 60), (ml, _) => ml.BinaryClassification.Trainers.FastTree()),
        Binary("categories", Generated(g => g.Categories(10000)), (ml, _) => ml.BinaryClassification.Trainers.FastTree()),
        Binary("categories, bags and penalties", Generated(g => g.Categories(10000)), (ml, seed) => ml.BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options { BaggingSize = 10, FeatureFraction = 0.7, FeatureFirstUsePenalty = 0.1, Seed = seed, FeatureSelectionSeed = seed })),
        Binary("categories, forest", Generated(g => g.Categories(10000)), (ml, seed) => ml.BinaryClassification.Trainers.FastForest(
            new FastForestBinaryTrainer.Options { Seed = seed, FeatureSelectionSeed = seed }), calibrated: false),
        Multiclass("Gaussian mixtures, 5 classes", (ml, seed) => Loaded("gmm-generated", seed, 6000), numberOfTrees: 100),
        Multiclass("European countries, 33 classes", (ml, seed) => Loaded("european-countries", seed, 20000), numberOfTrees: 20),
        Multiclass("MNIST, 10 classes", (ml, seed) => Loaded("mnist", seed, 5000), numberOfTrees: 20),
        Regression("Friedman", Generated(g => g.Friedman(6000)), (ml, _) => ml.Regression.Trainers.FastTree("Target")),
        Regression("Friedman, missing values", Generated(g => g.FriedmanWithMissing(6000)), (ml, _) => ml.Regression.Trainers.FastTree("Target")),
        Regression("Friedman, forest", Generated(g => g.Friedman(6000)), (ml, seed) => ml.Regression.Trainers.FastForest(
            new FastForestRegressionTrainer.Options { LabelColumnName = "Target", Seed = seed, FeatureSelectionSeed = seed })),
        Regression("claims, Tweedie", Generated(g => g.Claims(10000)), (ml, _) => ml.Regression.Trainers.FastTreeTweedie("Target")),
    ];

    private static Func<MLContext, int, (IDataView, IDataView)> Generated(Func<Generator, List<Example>> create, int? train = null) => (ml, seed) =>
    {
        List<Example> rows = create(new Generator(seed));
        int count = train ?? rows.Count / 2;
        return (Example.Load(ml, rows[..count]), Example.Load(ml, rows[count..]));
    };

    /// <summary>A data set's rows, some of its training rows drawn by the seed; Key is their class, and Label whether it is the first one.</summary>
    private static (IDataView Train, IDataView Test) Loaded(string name, int seed, int rows)
    {
        DataSet set = DataSets.Load(name, new DataSetOptions { AllowDownload = false, AllowStandIn = true, Seed = seed });
        int[] order = [.. Enumerable.Range(0, set.Train.RowCount)];
        new Random(seed).Shuffle(order);
        var ml = new MLContext(seed);
        IDataView train = Example.Load(ml, Examples(set.Train, order.Take(rows)));
        MatrixDataView others = set.Test ?? set.Validation ?? throw new InvalidOperationException($"The data set {name} has no rows to test on.");
        var keys = ml.Transforms.Conversion.MapValueToKey("Key", "Target").Fit(train);
        return (keys.Transform(train), keys.Transform(Example.Load(ml, Examples(others, Enumerable.Range(0, others.RowCount)))));
    }

    private static List<Example> Examples(MatrixDataView view, IEnumerable<int> rows) =>
    [
        .. rows.Select(row =>
        {
            float[] features = new float[view.FeatureCount];
            view.CopyFeatures(row, features);
            return new Example { Features = features, Target = view.GetClass(row), Label = view.GetClass(row) == 0 };
        }),
    ];

    private static QualityCase Binary(
        string name, Func<MLContext, int, (IDataView, IDataView)> data, Func<MLContext, int, IEstimator<ITransformer>> trainer, bool calibrated = true) =>
        new(name, data, trainer, (ml, scored) =>
        {
            BinaryClassificationMetrics metrics = ml.BinaryClassification.EvaluateNonCalibrated(scored);
            return calibrated
                ? [("accuracy+", metrics.Accuracy), ("AUC+", metrics.AreaUnderRocCurve), ("log-loss", ml.BinaryClassification.Evaluate(scored).LogLoss)]
                : [("accuracy+", metrics.Accuracy), ("AUC+", metrics.AreaUnderRocCurve)];
        });

    private static QualityCase Multiclass(string name, Func<MLContext, int, (IDataView, IDataView)> data, int numberOfTrees) =>
        new(
            name,
            data,
            (ml, _) => ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree("Key", numberOfTrees: numberOfTrees), "Key"),
            (ml, scored) =>
            {
                MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored, "Key");
                return [("accuracy+", metrics.MicroAccuracy), ("log-loss", metrics.LogLoss)];
            });

    private static QualityCase Regression(
        string name, Func<MLContext, int, (IDataView, IDataView)> data, Func<MLContext, int, IEstimator<ITransformer>> trainer) =>
        new(name, data, trainer, (ml, scored) =>
        {
            RegressionMetrics metrics = ml.Regression.Evaluate(scored, "Target");
            return [("RMSE", metrics.RootMeanSquaredError), ("MAE", metrics.MeanAbsoluteError)];
        });
}
