using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Microsoft.ML;

public static partial class TreeExtensions
{
    /// <summary>Boosted trees for numbers.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Single.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="numberOfLeaves">The most leaves of a tree.</param>
    /// <param name="numberOfTrees">The number of trees.</param>
    /// <param name="minimumExampleCountPerLeaf">The fewest examples of a leaf.</param>
    /// <param name="learningRate">What each tree's step is multiplied by.</param>
    public static FastTreeRegressionTrainer FastTree(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int numberOfLeaves = TreeDefaults.NumberOfLeaves,
        int numberOfTrees = TreeDefaults.NumberOfTrees,
        int minimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf,
        double learningRate = TreeDefaults.LearningRate) =>
        catalog.FastTree(new FastTreeRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
            LearningRate = learningRate,
        });

    /// <summary>Boosted trees for numbers.</summary>
    public static FastTreeRegressionTrainer FastTree(this RegressionCatalog.RegressionTrainers catalog, FastTreeRegressionTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>Boosted trees for numbers of at least 0, many of them 0.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Single, at least 0.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="numberOfLeaves">The most leaves of a tree.</param>
    /// <param name="numberOfTrees">The number of trees.</param>
    /// <param name="minimumExampleCountPerLeaf">The fewest examples of a leaf.</param>
    /// <param name="learningRate">What each tree's step is multiplied by.</param>
    public static FastTreeTweedieTrainer FastTreeTweedie(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int numberOfLeaves = TreeDefaults.NumberOfLeaves,
        int numberOfTrees = TreeDefaults.NumberOfTrees,
        int minimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf,
        double learningRate = TreeDefaults.LearningRate) =>
        catalog.FastTreeTweedie(new FastTreeTweedieTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
            LearningRate = learningRate,
        });

    /// <summary>Boosted trees for numbers of at least 0, many of them 0.</summary>
    public static FastTreeTweedieTrainer FastTreeTweedie(this RegressionCatalog.RegressionTrainers catalog, FastTreeTweedieTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A random forest for numbers.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Single.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="numberOfLeaves">The most leaves of a tree.</param>
    /// <param name="numberOfTrees">The number of trees.</param>
    /// <param name="minimumExampleCountPerLeaf">The fewest examples of a leaf.</param>
    public static FastForestRegressionTrainer FastForest(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int numberOfLeaves = TreeDefaults.NumberOfLeaves,
        int numberOfTrees = TreeDefaults.NumberOfTrees,
        int minimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf) =>
        catalog.FastForest(new FastForestRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
        });

    /// <summary>A random forest for numbers.</summary>
    public static FastForestRegressionTrainer FastForest(this RegressionCatalog.RegressionTrainers catalog, FastForestRegressionTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);
}
