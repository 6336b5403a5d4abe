using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.Conformance.Model;
using static MlPipelines.Conformance.Model.ConformanceTask;

namespace MlPipelines.Conform;

/// <summary>ML.NET's own trainers with their default settings, but one thread where they can be told so, and short trainings.</summary>
public static class StockTrainers
{
    private const int Trees = 20;

    // ML.NET's own way to stop a training; its program for automatic selection uses it, and it is not public.
    private static readonly MethodInfo CancelExecution =
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        ?? throw new MissingMethodException(nameof(MLContext), "CancelExecution");

    private static readonly ConformanceOptions Weighted = new() { CancelContext = ml => CancelExecution.Invoke(ml, null) };

    private static readonly ConformanceOptions Unweighted = Weighted with { SupportsWeights = false };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainerCase> All { get; } = [.. BinaryTrainers(), .. MulticlassTrainers(), .. RegressionTrainers()];

    private static IEnumerable<TrainerCase> BinaryTrainers() =>
    [
        new("binary/SdcaLogisticRegression", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SdcaLogisticRegression(new()
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
            })),
        new("binary/SdcaNonCalibrated", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SdcaNonCalibrated(new()
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
            })),
        new("binary/LbfgsLogisticRegression", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.LbfgsLogisticRegression(c.Label, c.Features, c.Weight)),
        new("binary/AveragedPerceptron", Binary, Unweighted, (ml, c) =>
            ml.BinaryClassification.Trainers.AveragedPerceptron(c.Label, c.Features)),
        new("binary/LinearSvm", Binary, Weighted, (ml, c) => ml.BinaryClassification.Trainers.LinearSvm(c.Label, c.Features, c.Weight)),
        new("binary/SgdCalibrated", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.SgdCalibrated(new()
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
            })),
        new("binary/LdSvm", Binary, Weighted, (ml, c) => ml.BinaryClassification.Trainers.LdSvm(c.Label, c.Features, c.Weight)),
        new("binary/FieldAwareFactorizationMachine", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine([c.Features], c.Label, c.Weight)),
        new("binary/FastTree", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FastTree(Set(new FastTreeBinaryTrainer.Options { NumberOfTrees = Trees }, c))),
        new("binary/FastForest", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.FastForest(Set(new FastForestBinaryTrainer.Options { NumberOfTrees = Trees }, c))),
        new("binary/Gam", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.Gam(c.Label, c.Features, c.Weight, numberOfIterations: 100)),
        new("binary/LightGbm", Binary, Weighted, (ml, c) =>
            ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
                NumberOfIterations = Trees,
            })),
    ];

    private static IEnumerable<TrainerCase> MulticlassTrainers() =>
    [
        new("multiclass/SdcaMaximumEntropy", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new()
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
            })),
        new("multiclass/SdcaNonCalibrated", Multiclass, Weighted, (ml, c) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new()
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
            })),
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
            ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
            {
                LabelColumnName = c.Label,
                FeatureColumnName = c.Features,
                ExampleWeightColumnName = c.Weight,
                NumberOfThreads = 1,
                NumberOfIterations = Trees,
            })),
    ];

    private static IEnumerable<TrainerCase> RegressionTrainers() =>
    [
        new("regression/Sdca", Regression, Weighted, (ml, c) => ml.Regression.Trainers.Sdca(new()
        {
            LabelColumnName = c.Label,
            FeatureColumnName = c.Features,
            ExampleWeightColumnName = c.Weight,
            NumberOfThreads = 1,
        })),
        new("regression/LbfgsPoissonRegression", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.LbfgsPoissonRegression(c.Label, c.Features, c.Weight)),
        new("regression/OnlineGradientDescent", Regression, Unweighted, (ml, c) =>
            ml.Regression.Trainers.OnlineGradientDescent(c.Label, c.Features)),
        new("regression/FastTree", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options { NumberOfTrees = Trees }, c))),
        new("regression/FastTreeTweedie", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastTreeTweedie(Set(new FastTreeTweedieTrainer.Options { NumberOfTrees = Trees }, c))),
        new("regression/FastForest", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.FastForest(Set(new FastForestRegressionTrainer.Options { NumberOfTrees = Trees }, c))),
        new("regression/Gam", Regression, Weighted, (ml, c) =>
            ml.Regression.Trainers.Gam(c.Label, c.Features, c.Weight, numberOfIterations: 100)),
        new("regression/LightGbm", Regression, Weighted, (ml, c) => ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = c.Label,
            FeatureColumnName = c.Features,
            ExampleWeightColumnName = c.Weight,
            NumberOfThreads = 1,
            NumberOfIterations = Trees,
        })),
    ];

    private static TOptions Set<TOptions>(TOptions options, TrainerColumns columns)
        where TOptions : TreeOptions
    {
        (options.LabelColumnName, options.FeatureColumnName) = (columns.Label, columns.Features);
        (options.ExampleWeightColumnName, options.NumberOfThreads) = (columns.Weight, 1);
        return options;
    }
}
