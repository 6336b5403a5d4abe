using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.Conformance.Model;
using MlPipelines.CustomTrainers.Interop;
using static MlPipelines.Conformance.Model.ConformanceTask;

namespace MlPipelines.Conform;

/// <summary>ML.NET's own trainers with their default settings, but one thread where they can be told so, and short trainings.</summary>
public static class StockTrainers
{
    private const int Trees = 20;

    private static readonly ConformanceOptions Weighted = new() { CancelContext = Cancellation.Cancel };

    private static readonly ConformanceOptions Unweighted = Weighted with { SupportsWeights = false };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainerCase> All { get; } = [.. BinaryTrainers(), .. MulticlassTrainers(), .. RegressionTrainers()];

    private static IEnumerable<TrainerCase> BinaryTrainers() =>
    [
        new("binary/SdcaLogisticRegression", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SdcaLogisticRegression(
                Set(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1 }, c))),
        new("binary/SdcaNonCalibrated", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SdcaNonCalibrated(Set(new SdcaNonCalibratedBinaryTrainer.Options { NumberOfThreads = 1 }, c))),
        new("binary/LbfgsLogisticRegression", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.LbfgsLogisticRegression(c.Label, c.Features, c.Weight)),
        new("binary/AveragedPerceptron", Binary, Unweighted, (ml, c) =>
            ml.BinaryClassification.Trainers.AveragedPerceptron(c.Label, c.Features)),
        new("binary/LinearSvm", Binary, Weighted, (ml, c) => ml.BinaryClassification.Trainers.LinearSvm(c.Label, c.Features, c.Weight)),
        new("binary/SgdCalibrated", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SgdCalibrated(Set(new SgdCalibratedTrainer.Options { NumberOfThreads = 1 }, c))),
        new("binary/LdSvm", Binary, Weighted, (ml, c) => ml.BinaryClassification.Trainers.LdSvm(c.Label, c.Features, c.Weight)),
        new("binary/FieldAwareFactorizationMachine", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine([c.Features], c.Label, c.Weight)),
        new("binary/FastTree", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FastTree(
                Set(new FastTreeBinaryTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees }, c))),
        new("binary/FastForest", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FastForest(
                Set(new FastForestBinaryTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees }, c))),
        new("binary/Gam", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.Gam(c.Label, c.Features, c.Weight, numberOfIterations: 100)),
        new("binary/LightGbm", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.LightGbm(
                Set(new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, NumberOfIterations = Trees }, c))),
    ];

    private static IEnumerable<TrainerCase> MulticlassTrainers() =>
    [
        new("multiclass/SdcaMaximumEntropy", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
                Set(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }, c))),
        new("multiclass/SdcaNonCalibrated", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(
                Set(new SdcaNonCalibratedMulticlassTrainer.Options { NumberOfThreads = 1 }, c))),
        new("multiclass/LbfgsMaximumEntropy", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(c.Label, c.Features, c.Weight)),
        new("multiclass/NaiveBayes", Multiclass, Unweighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.NaiveBayes(c.Label, c.Features)),
        new("multiclass/OneVersusAll(AveragedPerceptron)", Multiclass, Unweighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.OneVersusAll(
                ml.BinaryClassification.Trainers.AveragedPerceptron(c.Label, c.Features), c.Label)),
        new("multiclass/PairwiseCoupling(AveragedPerceptron)", Multiclass, Unweighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.PairwiseCoupling(
                ml.BinaryClassification.Trainers.AveragedPerceptron(c.Label, c.Features), c.Label)),
        new("multiclass/LightGbm", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.LightGbm(
                Set(new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1, NumberOfIterations = Trees }, c))),
    ];

    private static IEnumerable<TrainerCase> RegressionTrainers() =>
    [
        new("regression/Sdca", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.Sdca(
                Set(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 }, c))),
        new("regression/LbfgsPoissonRegression", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.LbfgsPoissonRegression(c.Label, c.Features, c.Weight)),
        new("regression/OnlineGradientDescent", Regression, Unweighted, (ml, c) =>
            ml.Regression.Trainers.OnlineGradientDescent(c.Label, c.Features)),
        new("regression/FastTree", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees }, c))),
        new("regression/FastTreeTweedie", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastTreeTweedie(
                Set(new FastTreeTweedieTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees }, c))),
        new("regression/FastForest", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastForest(
                Set(new FastForestRegressionTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees }, c))),
        new("regression/Gam", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.Gam(c.Label, c.Features, c.Weight, numberOfIterations: 100)),
        new("regression/LightGbm", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.LightGbm(
                Set(new LightGbmRegressionTrainer.Options { NumberOfThreads = 1, NumberOfIterations = Trees }, c))),
    ];

    private static TOptions Set<TOptions>(TOptions options, TrainerColumns columns)
        where TOptions : TrainerInputBaseWithWeight
    {
        options.LabelColumnName = columns.Label;
        options.FeatureColumnName = columns.Features;
        options.ExampleWeightColumnName = columns.Weight;
        return options;
    }
}
