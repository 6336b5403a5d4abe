using System.Diagnostics.CodeAnalysis;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.Numerics.Layers;
using static Microsoft.ML.BinaryClassificationCatalog;
using static Microsoft.ML.MulticlassClassificationCatalog;
using static Microsoft.ML.RegressionCatalog;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Puts the trainers of this library beside ML.NET's own: <c>ml.MulticlassClassification.Trainers.Mlp(...)</c>. All read a vector of
/// <see cref="float"/> (column <c>Features</c>); trees take NaN for a missing value. Each has a form with options and a short form with the
/// names of the columns.
/// </summary>
[SuppressMessage(
    "Naming", "CA1708:Identifiers should differ by more than case", Justification = "The rule takes the names that the compiler gives to "
    + "extension blocks for one.")]
public static class TrainerCatalog
{
    /// <summary>
    /// Trainers that predict a class: softmax, cross-entropy. They read a key label and add <c>PredictedLabel</c> (key) and <c>Score</c>
    /// (class probabilities).
    /// </summary>
    extension(MulticlassClassificationTrainers trainers)
    {
        /// <summary>A multilayer perceptron that predicts a class: dense layers.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer Mlp(MlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

        /// <summary>A multilayer perceptron that predicts a class: dense layers.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassNetworkTrainer Mlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A dense residual network that predicts a class: blocks of dense layers that add to their input.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer ResNet(ResNetOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

        /// <summary>A dense residual network that predicts a class: blocks of dense layers that add to their input.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassNetworkTrainer ResNet(string labelColumnName, string featureColumnName = "Features") =>
            trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that predicts a class. It scales the features itself.
        /// </summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer RealMlp(RealMlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new RealMlpOptions());

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that predicts a class. It scales the features itself.
        /// </summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassNetworkTrainer RealMlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.RealMlp(new RealMlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>TabM, many multilayer perceptrons in one, that predicts a class. It scales the features itself.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer TabM(TabMOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new TabMOptions());

        /// <summary>TabM, many multilayer perceptrons in one, that predicts a class. It scales the features itself.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassNetworkTrainer TabM(string labelColumnName, string featureColumnName = "Features") =>
            trainers.TabM(new TabMOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A convolutional network that predicts a class: convolutions with pooling, then dense layers.</summary>
        /// <param name="options">The settings; the shape of an image is required.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer ConvNet(ConvNetOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            return new MulticlassNetworkTrainer(CatalogEnvironment.Of(trainers), options);
        }

        /// <summary>A convolutional network that predicts a class: convolutions with pooling, then dense layers.</summary>
        /// <param name="image">[channels, height, width] of the features.</param>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassNetworkTrainer ConvNet(Shape image, string labelColumnName = "Label", string featureColumnName = "Features") =>
            trainers.ConvNet(
                new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>
        /// A network that predicts a class, from pixels, on a backbone that was trained on other images before: its head alone, all of
        /// it, or both.
        /// </summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassNetworkTrainer ImageTransfer(ImageTransferOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new ImageTransferOptions());

        /// <summary>A network that predicts a class, from pixels, on a backbone that was trained on other images before.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of pixels.</param>
        public MulticlassNetworkTrainer ImageTransfer(string labelColumnName, string featureColumnName = "Features") =>
            trainers.ImageTransfer(
                new ImageTransferOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>Gradient-boosted trees that predict a class: in every round a tree for each class.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public MulticlassTreeTrainer GradientBoostedTrees(GradientBoostedTreesOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

        /// <summary>Gradient-boosted trees that predict a class: in every round a tree for each class.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public MulticlassTreeTrainer GradientBoostedTrees(string labelColumnName, string featureColumnName = "Features") =>
            trainers.GradientBoostedTrees(
                new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
    }

    /// <summary>
    /// Trainers that tell true from false: binary cross-entropy. They read a Boolean label and add <c>PredictedLabel</c>, <c>Score</c> (the
    /// logit of true) and <c>Probability</c> (of true).
    /// </summary>
    extension(BinaryClassificationTrainers trainers)
    {
        /// <summary>A multilayer perceptron that tells true from false: dense layers.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer Mlp(MlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

        /// <summary>A multilayer perceptron that tells true from false: dense layers.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryNetworkTrainer Mlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A dense residual network that tells true from false: blocks of dense layers that add to their input.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer ResNet(ResNetOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

        /// <summary>A dense residual network that tells true from false: blocks of dense layers that add to their input.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryNetworkTrainer ResNet(string labelColumnName, string featureColumnName = "Features") =>
            trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that tells true from false. It scales the features itself.
        /// </summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer RealMlp(RealMlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new RealMlpOptions());

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that tells true from false. It scales the features itself.
        /// </summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryNetworkTrainer RealMlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.RealMlp(new RealMlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>TabM, many multilayer perceptrons in one, that tells true from false. It scales the features itself.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer TabM(TabMOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new TabMOptions());

        /// <summary>TabM, many multilayer perceptrons in one, that tells true from false. It scales the features itself.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryNetworkTrainer TabM(string labelColumnName, string featureColumnName = "Features") =>
            trainers.TabM(new TabMOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A convolutional network that tells true from false: convolutions with pooling, then dense layers.</summary>
        /// <param name="options">The settings; the shape of an image is required.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer ConvNet(ConvNetOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            return new BinaryNetworkTrainer(CatalogEnvironment.Of(trainers), options);
        }

        /// <summary>A convolutional network that tells true from false: convolutions with pooling, then dense layers.</summary>
        /// <param name="image">[channels, height, width] of the features.</param>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryNetworkTrainer ConvNet(Shape image, string labelColumnName = "Label", string featureColumnName = "Features") =>
            trainers.ConvNet(
                new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>
        /// A network that tells true from false, from pixels, on a backbone that was trained on other images before: its head alone, all of
        /// it, or both.
        /// </summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryNetworkTrainer ImageTransfer(ImageTransferOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new ImageTransferOptions());

        /// <summary>A network that tells true from false, from pixels, on a backbone that was trained on other images before.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of pixels.</param>
        public BinaryNetworkTrainer ImageTransfer(string labelColumnName, string featureColumnName = "Features") =>
            trainers.ImageTransfer(
                new ImageTransferOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>Gradient-boosted trees that tell true from false.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public BinaryTreeTrainer GradientBoostedTrees(GradientBoostedTreesOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

        /// <summary>Gradient-boosted trees that tell true from false.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public BinaryTreeTrainer GradientBoostedTrees(string labelColumnName, string featureColumnName = "Features") =>
            trainers.GradientBoostedTrees(
                new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
    }

    /// <summary>
    /// Trainers that predict a number: squared error. They read a label of type <see cref="float"/> and add <c>Score</c>, in the label's
    /// units.
    /// </summary>
    extension(RegressionTrainers trainers)
    {
        /// <summary>A multilayer perceptron that predicts a number: dense layers.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionNetworkTrainer Mlp(MlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new MlpOptions());

        /// <summary>A multilayer perceptron that predicts a number: dense layers.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionNetworkTrainer Mlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.Mlp(new MlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A dense residual network that predicts a number: blocks of dense layers that add to their input.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionNetworkTrainer ResNet(ResNetOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new ResNetOptions());

        /// <summary>A dense residual network that predicts a number: blocks of dense layers that add to their input.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionNetworkTrainer ResNet(string labelColumnName, string featureColumnName = "Features") =>
            trainers.ResNet(new ResNetOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that predicts a number. It scales the features itself.
        /// </summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionNetworkTrainer RealMlp(RealMlpOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new RealMlpOptions());

        /// <summary>
        /// RealMLP, a multilayer perceptron for tables with tuned defaults, that predicts a number. It scales the features itself.
        /// </summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionNetworkTrainer RealMlp(string labelColumnName, string featureColumnName = "Features") =>
            trainers.RealMlp(new RealMlpOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>TabM, many multilayer perceptrons in one, that predicts a number. It scales the features itself.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionNetworkTrainer TabM(TabMOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new TabMOptions());

        /// <summary>TabM, many multilayer perceptrons in one, that predicts a number. It scales the features itself.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionNetworkTrainer TabM(string labelColumnName, string featureColumnName = "Features") =>
            trainers.TabM(new TabMOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>A convolutional network that predicts a number: convolutions with pooling, then dense layers.</summary>
        /// <param name="options">The settings; the shape of an image is required.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionNetworkTrainer ConvNet(ConvNetOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            return new RegressionNetworkTrainer(CatalogEnvironment.Of(trainers), options);
        }

        /// <summary>A convolutional network that predicts a number: convolutions with pooling, then dense layers.</summary>
        /// <param name="image">[channels, height, width] of the features.</param>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionNetworkTrainer ConvNet(Shape image, string labelColumnName = "Label", string featureColumnName = "Features") =>
            trainers.ConvNet(
                new ConvNetOptions { Image = image, LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>Gradient-boosted trees that predict a number.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public RegressionTreeTrainer GradientBoostedTrees(GradientBoostedTreesOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

        /// <summary>Gradient-boosted trees that predict a number.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public RegressionTreeTrainer GradientBoostedTrees(string labelColumnName, string featureColumnName = "Features") =>
            trainers.GradientBoostedTrees(
                new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

        /// <summary>Linear least squares, solved exactly, that predict a number.</summary>
        /// <param name="options">The settings; null for the defaults.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
        public LeastSquaresTrainer LeastSquares(LeastSquaresOptions? options = null) =>
            new(CatalogEnvironment.Of(trainers), options ?? new LeastSquaresOptions());

        /// <summary>Linear least squares, solved exactly, that predict a number.</summary>
        /// <param name="labelColumnName">The label's column.</param>
        /// <param name="featureColumnName">The column of features.</param>
        public LeastSquaresTrainer LeastSquares(string labelColumnName, string featureColumnName = "Features") =>
            trainers.LeastSquares(new LeastSquaresOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
    }
}
