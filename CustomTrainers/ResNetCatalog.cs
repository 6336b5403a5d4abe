using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers;

/// <summary>Puts the dense residual network beside ML.NET's own trainers.</summary>
public static class ResNetCatalog
{
    /// <summary>
    /// A dense residual network that predicts a class: blocks of dense layers that add to their input, softmax, cross-entropy. Reads a vector of features and
    /// a key label; adds <c>PredictedLabel</c> (key) and <c>Score</c> (class probabilities).
    /// </summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static MulticlassNetworkTrainer ResNet(this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, ResNetOptions? options = null)
        => new MulticlassNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

    /// <summary>A dense residual network that predicts a class, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a key.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static MulticlassNetworkTrainer ResNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A dense residual network that tells true from false: blocks of dense layers that add to their input, binary cross-entropy. Reads a vector of features and
    /// a Boolean label; adds <c>PredictedLabel</c>, <c>Score</c> (the logit of true) and <c>Probability</c> (of true).
    /// </summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static BinaryNetworkTrainer ResNet(this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, ResNetOptions? options = null)
        => new BinaryNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

    /// <summary>A dense residual network that tells true from false, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a Boolean.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static BinaryNetworkTrainer ResNet(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A dense residual network that predicts a number: blocks of dense layers that add to their input, mean squared error, targets standardized inside. Reads a
    /// vector of features and a label of type <see cref="float"/>; adds <c>Score</c>, in the label's units.
    /// </summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static RegressionNetworkTrainer ResNet(this RegressionCatalog.RegressionTrainers trainers, ResNetOptions? options = null)
        => new RegressionNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

    /// <summary>A dense residual network that predicts a number, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, of type <see cref="float"/>.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static RegressionNetworkTrainer ResNet(
        this RegressionCatalog.RegressionTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
}
