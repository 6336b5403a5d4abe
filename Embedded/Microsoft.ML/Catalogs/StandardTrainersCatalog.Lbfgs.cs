using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>The trainers of linear models.</summary>
public static partial class StandardTrainersCatalog
{
    /// <summary>A maximum entropy model (multinomial logistic regression), trained by L-BFGS.</summary>
    /// <param name="catalog">The multiclass trainers.</param>
    /// <param name="labelColumnName">The label: a key.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="l1Regularization">The L1 penalty, against the sum of the losses.</param>
    /// <param name="l2Regularization">The L2 penalty, against the sum of the losses.</param>
    /// <param name="optimizationTolerance">Training ends when the mean improvement falls below this.</param>
    /// <param name="historySize">Past steps kept for the approximation of the Hessian.</param>
    /// <param name="enforceNonNegativity">Whether the weights are kept at or above 0.</param>
    public static LbfgsMaximumEntropyMulticlassTrainer LbfgsMaximumEntropy(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l1Regularization = LbfgsDefaults.L1Regularization,
        float l2Regularization = LbfgsDefaults.L2Regularization,
        float optimizationTolerance = LbfgsDefaults.OptimizationTolerance,
        int historySize = LbfgsDefaults.HistorySize,
        bool enforceNonNegativity = LbfgsDefaults.EnforceNonNegativity) =>
        catalog.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L1Regularization = l1Regularization,
            L2Regularization = l2Regularization,
            OptimizationTolerance = optimizationTolerance,
            HistorySize = historySize,
            EnforceNonNegativity = enforceNonNegativity,
        });

    /// <summary>A maximum entropy model (multinomial logistic regression), trained by L-BFGS.</summary>
    public static LbfgsMaximumEntropyMulticlassTrainer LbfgsMaximumEntropy(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, LbfgsMaximumEntropyMulticlassTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A logistic regression, trained by L-BFGS.</summary>
    /// <param name="catalog">The binary trainers.</param>
    /// <param name="labelColumnName">The label: Boolean.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="l1Regularization">The L1 penalty, against the sum of the losses.</param>
    /// <param name="l2Regularization">The L2 penalty, against the sum of the losses.</param>
    /// <param name="optimizationTolerance">Training ends when the mean improvement falls below this.</param>
    /// <param name="historySize">Past steps kept for the approximation of the Hessian.</param>
    /// <param name="enforceNonNegativity">Whether the weights are kept at or above 0.</param>
    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l1Regularization = LbfgsDefaults.L1Regularization,
        float l2Regularization = LbfgsDefaults.L2Regularization,
        float optimizationTolerance = LbfgsDefaults.OptimizationTolerance,
        int historySize = LbfgsDefaults.HistorySize,
        bool enforceNonNegativity = LbfgsDefaults.EnforceNonNegativity) =>
        catalog.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L1Regularization = l1Regularization,
            L2Regularization = l2Regularization,
            OptimizationTolerance = optimizationTolerance,
            HistorySize = historySize,
            EnforceNonNegativity = enforceNonNegativity,
        });

    /// <summary>A logistic regression, trained by L-BFGS.</summary>
    public static LbfgsLogisticRegressionBinaryTrainer LbfgsLogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, LbfgsLogisticRegressionBinaryTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);
}
