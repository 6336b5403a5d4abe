using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers;

/// <summary>Puts gradient-boosted trees beside ML.NET's own trainers.</summary>
public static class GradientBoostedTreesCatalog
{
    /// <summary>
    /// Boosted trees that predict a class: one booster with a tree for each class in every round, softmax, cross-entropy. Reads a vector of
    /// features, NaN where a value is missing, and a key label; adds <c>PredictedLabel</c> (key) and <c>Score</c> (class probabilities).
    /// </summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static MulticlassTreeTrainer GradientBoostedTrees(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, GradientBoostedTreesOptions? options = null)
        => new MulticlassTreeTrainer(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

    /// <summary>The same in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a key.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static MulticlassTreeTrainer GradientBoostedTrees(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// Boosted trees that tell true from false: binary cross-entropy. Reads a vector of features, NaN where a value is missing, and a Boolean
    /// label; adds <c>PredictedLabel</c>, <c>Score</c> (the logit of true) and <c>Probability</c> (of true).
    /// </summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static BinaryTreeTrainer GradientBoostedTrees(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, GradientBoostedTreesOptions? options = null)
        => new BinaryTreeTrainer(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

    /// <summary>The same in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>BinaryClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, a Boolean.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static BinaryTreeTrainer GradientBoostedTrees(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });

    /// <summary>
    /// Boosted trees that predict a number: squared error. Reads a vector of features, NaN where a value is missing, and a label of type
    /// <see cref="float"/>; adds <c>Score</c>, in the label's units.
    /// </summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static RegressionTreeTrainer GradientBoostedTrees(
        this RegressionCatalog.RegressionTrainers trainers, GradientBoostedTreesOptions? options = null)
        => new RegressionTreeTrainer(CatalogEnvironment.Of(trainers), options ?? new GradientBoostedTreesOptions());

    /// <summary>The same in the short form of ML.NET's own trainers.</summary>
    /// <param name="trainers">The catalog <c>Regression.Trainers</c>.</param>
    /// <param name="labelColumnName">The label's column, of type <see cref="float"/>.</param>
    /// <param name="featureColumnName">The column of features, a vector of <see cref="float"/>.</param>
    public static RegressionTreeTrainer GradientBoostedTrees(
        this RegressionCatalog.RegressionTrainers trainers, string labelColumnName, string featureColumnName = "Features")
        => trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName });
}
