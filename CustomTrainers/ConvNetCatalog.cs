using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.CustomTrainers;

/// <summary>Puts the convolutional network beside ML.NET's own trainers.</summary>
public static class ConvNetCatalog
{
    /// <summary>
    /// A convolutional network that predicts a class: convolutions with pooling, then dense layers, softmax, cross-entropy. Reads a vector of features and
    /// a key label; adds <c>PredictedLabel</c> (key) and <c>Score</c> (class probabilities).
    /// </summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">The settings; the shape of an image is required.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static MulticlassNetworkTrainer ConvNet(this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, ConvNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MulticlassNetworkTrainer(CatalogEnvironment.Of(trainers), options);
    }

    /// <summary>A convolutional network that predicts a class, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="image">[channels, height, width] of the features.</param>
    /// <param name="labelColumnName">The label's column, a key.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static MulticlassNetworkTrainer ConvNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, Shape image, string labelColumnName = "Label", string featureColumnName = "Features")
        => trainers.ConvNet(new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A convolutional network that tells true from false: convolutions with pooling, then dense layers, binary cross-entropy. Reads a vector of features and
    /// a Boolean label; adds <c>PredictedLabel</c>, <c>Score</c> (the logit of true) and <c>Probability</c> (of true).
    /// </summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="options">The settings; the shape of an image is required.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static BinaryNetworkTrainer ConvNet(this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, ConvNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BinaryNetworkTrainer(CatalogEnvironment.Of(trainers), options);
    }

    /// <summary>A convolutional network that tells true from false, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="image">[channels, height, width] of the features.</param>
    /// <param name="labelColumnName">The label's column, a Boolean.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static BinaryNetworkTrainer ConvNet(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, Shape image, string labelColumnName = "Label", string featureColumnName = "Features")
        => trainers.ConvNet(new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// A convolutional network that predicts a number: convolutions with pooling, then dense layers, mean squared error, targets standardized inside. Reads a
    /// vector of features and a label of type <see cref="float"/>; adds <c>Score</c>, in the label's units.
    /// </summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="options">The settings; the shape of an image is required.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static RegressionNetworkTrainer ConvNet(this RegressionCatalog.RegressionTrainers trainers, ConvNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegressionNetworkTrainer(CatalogEnvironment.Of(trainers), options);
    }

    /// <summary>A convolutional network that predicts a number, in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="image">[channels, height, width] of the features.</param>
    /// <param name="labelColumnName">The label's column, of type <see cref="float"/>.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static RegressionNetworkTrainer ConvNet(
        this RegressionCatalog.RegressionTrainers trainers, Shape image, string labelColumnName = "Label", string featureColumnName = "Features")
        => trainers.ConvNet(new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
}
