using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.FeatureImportance;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Importance of features by permutation.</summary>
public static class PermutationFeatureImportanceExtensions
{
    /// <summary>How much the metrics change when one feature is shuffled, slot by slot.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="predictionTransformer">The trained model.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableArray<RegressionMetricsStatistics> PermutationFeatureImportance<TModel>(
        this RegressionCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class =>
        Create<RegressionMetrics, RegressionMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.Evaluate(scored, labelColumnName), () => new RegressionMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .Compute(Check.NotNull(predictionTransformer), data);

    /// <summary>How much the metrics change when one feature is shuffled, by the names of the slots.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="model">The trained model, or a chain with it; only its last prediction transformer is used.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableDictionary<string, RegressionMetricsStatistics> PermutationFeatureImportance(
        this RegressionCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1) =>
        Create<RegressionMetrics, RegressionMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.Evaluate(scored, labelColumnName), () => new RegressionMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .ComputeByName(model, data);

    /// <summary>How much the metrics change when one feature is shuffled, slot by slot.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="predictionTransformer">The trained model.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableArray<BinaryClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this BinaryClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class =>
        Create<BinaryClassificationMetrics, BinaryClassificationMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.EvaluateNonCalibrated(scored, labelColumnName), () => new BinaryClassificationMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .Compute(Check.NotNull(predictionTransformer), data);

    /// <summary>How much the metrics change when one feature is shuffled, by the names of the slots.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="model">The trained model, or a chain with it; only its last prediction transformer is used.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableDictionary<string, BinaryClassificationMetricsStatistics> PermutationFeatureImportanceNonCalibrated(
        this BinaryClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1) =>
        Create<BinaryClassificationMetrics, BinaryClassificationMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.EvaluateNonCalibrated(scored, labelColumnName), () => new BinaryClassificationMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .ComputeByName(model, data);

    /// <summary>How much the metrics change when one feature is shuffled, slot by slot.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="predictionTransformer">The trained model.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableArray<MulticlassClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
        this MulticlassClassificationCatalog catalog,
        ISingleFeaturePredictionTransformer<TModel> predictionTransformer,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1)
        where TModel : class =>
        Create<MulticlassClassificationMetrics, MulticlassClassificationMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.Evaluate(scored, labelColumnName), () => new MulticlassClassificationMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .Compute(Check.NotNull(predictionTransformer), data);

    /// <summary>How much the metrics change when one feature is shuffled, by the names of the slots.</summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="model">The trained model, or a chain with it; only its last prediction transformer is used.</param>
    /// <param name="data">The data with the features that the model takes, and the label.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="useFeatureWeightFilter">Whether features of weight 0 are passed over; their importance is 0.</param>
    /// <param name="numberOfExamplesToUse">The first rows to use; null for all.</param>
    /// <param name="permutationCount">The shuffles of each feature.</param>
    public static ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> PermutationFeatureImportance(
        this MulticlassClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        bool useFeatureWeightFilter = false,
        int? numberOfExamplesToUse = null,
        int permutationCount = 1) =>
        Create<MulticlassClassificationMetrics, MulticlassClassificationMetricsStatistics>(
            Check.NotNull(catalog).Environment, scored => catalog.Evaluate(scored, labelColumnName), () => new MulticlassClassificationMetricsStatistics(), useFeatureWeightFilter, numberOfExamplesToUse, permutationCount)
            .ComputeByName(model, data);

    private static PermutationImportance<TMetrics, TStatistics> Create<TMetrics, TStatistics>(
        IHostEnvironment environment,
        Func<IDataView, TMetrics> evaluate,
        Func<TStatistics> createStatistics,
        bool useFeatureWeightFilter,
        int? numberOfExamplesToUse,
        int permutationCount)
        where TStatistics : IMetricsStatistics<TMetrics> =>
        new()
        {
            Environment = environment,
            Evaluate = evaluate,
            CreateStatistics = createStatistics,
            UseFeatureWeightFilter = useFeatureWeightFilter,
            NumberOfExamples = numberOfExamplesToUse,
            PermutationCount = permutationCount,
        };
}
