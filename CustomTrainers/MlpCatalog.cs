using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers;

/// <summary>Puts the multilayer perceptron beside ML.NET's own trainers.</summary>
public static class MlpCatalog
{
    /// <summary>
    /// A multilayer perceptron that predicts a class: dense layers, softmax, cross-entropy. Reads a vector of features and
    /// a key label; adds <c>PredictedLabel</c> (key) and <c>Score</c> (class probabilities).
    /// </summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static MulticlassNetworkTrainer Mlp(this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, MlpOptions? options = null)
        => new MulticlassNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

    /// <summary>A multilayer perceptron that predicts a class, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a key.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static MulticlassNetworkTrainer Mlp(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A multilayer perceptron that tells true from false: dense layers, binary cross-entropy. Reads a vector of features and
    /// a Boolean label; adds <c>PredictedLabel</c>, <c>Score</c> (the logit of true) and <c>Probability</c> (of true).
    /// </summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static BinaryNetworkTrainer Mlp(this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, MlpOptions? options = null)
        => new BinaryNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

    /// <summary>A multilayer perceptron that tells true from false, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a Boolean.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static BinaryNetworkTrainer Mlp(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A multilayer perceptron that predicts a number: dense layers, mean squared error, targets standardized inside. Reads a
    /// vector of features and a label of type <see cref="float"/>; adds <c>Score</c>, in the label's units.
    /// </summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static RegressionNetworkTrainer Mlp(this RegressionCatalog.RegressionTrainers trainers, MlpOptions? options = null)
        => new RegressionNetworkTrainer(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

    /// <summary>A multilayer perceptron that predicts a number, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, of type <see cref="float"/>.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static RegressionNetworkTrainer Mlp(
        this RegressionCatalog.RegressionTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
}
