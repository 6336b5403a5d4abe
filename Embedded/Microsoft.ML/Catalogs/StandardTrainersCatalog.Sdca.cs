using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML;

public static partial class StandardTrainersCatalog
{
    /// <summary>A linear regression, trained by stochastic dual coordinate ascent.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="lossFunction">The loss; the trainer's default when null.</param>
    /// <param name="l2Regularization">The L2 penalty, against the mean loss; null to choose it by the number of examples.</param>
    /// <param name="l1Regularization">What the weights are shrunk by; null to choose it by the number of features.</param>
    /// <param name="maximumNumberOfIterations">The most passes over the examples; null to choose it by their number.</param>
    public static SdcaRegressionTrainer Sdca(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        ISupportSdcaRegressionLoss? lossFunction = null,
        float? l2Regularization = null,
        float? l1Regularization = null,
        int? maximumNumberOfIterations = null)
    {
        var options = new SdcaRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            L1Regularization = l1Regularization,
            MaximumNumberOfIterations = maximumNumberOfIterations,
        };
        if (lossFunction is not null)
            options.LossFunction = lossFunction;
        return catalog.Sdca(options);
    }

    /// <summary>A linear regression, trained by stochastic dual coordinate ascent.</summary>
    public static SdcaRegressionTrainer Sdca(this RegressionCatalog.RegressionTrainers catalog, SdcaRegressionTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A logistic regression, trained by stochastic dual coordinate ascent.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="l2Regularization">The L2 penalty, against the mean loss; null to choose it by the number of examples.</param>
    /// <param name="l1Regularization">What the weights are shrunk by; null to choose it by the number of features.</param>
    /// <param name="maximumNumberOfIterations">The most passes over the examples; null to choose it by their number.</param>
    public static SdcaLogisticRegressionBinaryTrainer SdcaLogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float? l2Regularization = null,
        float? l1Regularization = null,
        int? maximumNumberOfIterations = null) =>
        catalog.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            L1Regularization = l1Regularization,
            MaximumNumberOfIterations = maximumNumberOfIterations,
        });

    /// <summary>A logistic regression, trained by stochastic dual coordinate ascent.</summary>
    public static SdcaLogisticRegressionBinaryTrainer SdcaLogisticRegression(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, SdcaLogisticRegressionBinaryTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A linear binary classifier, trained by stochastic dual coordinate ascent.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="lossFunction">The loss; the trainer's default when null.</param>
    /// <param name="l2Regularization">The L2 penalty, against the mean loss; null to choose it by the number of examples.</param>
    /// <param name="l1Regularization">What the weights are shrunk by; null to choose it by the number of features.</param>
    /// <param name="maximumNumberOfIterations">The most passes over the examples; null to choose it by their number.</param>
    public static SdcaNonCalibratedBinaryTrainer SdcaNonCalibrated(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        ISupportSdcaClassificationLoss? lossFunction = null,
        float? l2Regularization = null,
        float? l1Regularization = null,
        int? maximumNumberOfIterations = null)
    {
        var options = new SdcaNonCalibratedBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            L1Regularization = l1Regularization,
            MaximumNumberOfIterations = maximumNumberOfIterations,
        };
        if (lossFunction is not null)
            options.LossFunction = lossFunction;
        return catalog.SdcaNonCalibrated(options);
    }

    /// <summary>A linear binary classifier, trained by stochastic dual coordinate ascent.</summary>
    public static SdcaNonCalibratedBinaryTrainer SdcaNonCalibrated(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, SdcaNonCalibratedBinaryTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A maximum entropy model, trained by stochastic dual coordinate ascent.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="l2Regularization">The L2 penalty, against the mean loss; null to choose it by the number of examples.</param>
    /// <param name="l1Regularization">What the weights are shrunk by; null to choose it by the number of features.</param>
    /// <param name="maximumNumberOfIterations">The most passes over the examples; null to choose it by their number.</param>
    public static SdcaMaximumEntropyMulticlassTrainer SdcaMaximumEntropy(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float? l2Regularization = null,
        float? l1Regularization = null,
        int? maximumNumberOfIterations = null) =>
        catalog.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            L1Regularization = l1Regularization,
            MaximumNumberOfIterations = maximumNumberOfIterations,
        });

    /// <summary>A maximum entropy model, trained by stochastic dual coordinate ascent.</summary>
    public static SdcaMaximumEntropyMulticlassTrainer SdcaMaximumEntropy(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, SdcaMaximumEntropyMulticlassTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A linear multiclass classifier, trained by stochastic dual coordinate ascent.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="lossFunction">The loss; the trainer's default when null.</param>
    /// <param name="l2Regularization">The L2 penalty, against the mean loss; null to choose it by the number of examples.</param>
    /// <param name="l1Regularization">What the weights are shrunk by; null to choose it by the number of features.</param>
    /// <param name="maximumNumberOfIterations">The most passes over the examples; null to choose it by their number.</param>
    public static SdcaNonCalibratedMulticlassTrainer SdcaNonCalibrated(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        ISupportSdcaClassificationLoss? lossFunction = null,
        float? l2Regularization = null,
        float? l1Regularization = null,
        int? maximumNumberOfIterations = null)
    {
        var options = new SdcaNonCalibratedMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            L1Regularization = l1Regularization,
            MaximumNumberOfIterations = maximumNumberOfIterations,
        };
        if (lossFunction is not null)
            options.Loss = lossFunction;
        return catalog.SdcaNonCalibrated(options);
    }

    /// <summary>A linear multiclass classifier, trained by stochastic dual coordinate ascent.</summary>
    public static SdcaNonCalibratedMulticlassTrainer SdcaNonCalibrated(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, SdcaNonCalibratedMulticlassTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);
}
