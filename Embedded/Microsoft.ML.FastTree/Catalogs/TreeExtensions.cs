using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Microsoft.ML;

/// <summary>Trainers of trees, as methods of the catalogs.</summary>
public static partial class TreeExtensions
{
    /// <summary>Boosted trees for two classes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Boolean.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="numberOfLeaves">The most leaves of a tree.</param>
    /// <param name="numberOfTrees">The number of trees.</param>
    /// <param name="minimumExampleCountPerLeaf">The fewest examples of a leaf.</param>
    /// <param name="learningRate">What each tree's step is multiplied by.</param>
    public static FastTreeBinaryTrainer FastTree(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int numberOfLeaves = TreeDefaults.NumberOfLeaves,
        int numberOfTrees = TreeDefaults.NumberOfTrees,
        int minimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf,
        double learningRate = TreeDefaults.LearningRate) =>
        catalog.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
            LearningRate = learningRate,
        });

    /// <summary>Boosted trees for two classes.</summary>
    public static FastTreeBinaryTrainer FastTree(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, FastTreeBinaryTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);

    /// <summary>A random forest for two classes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Boolean.</param>
    /// <param name="featureColumnName">The features: a vector of Single.</param>
    /// <param name="exampleWeightColumnName">The weights of the examples: Single; null when all weigh the same.</param>
    /// <param name="numberOfLeaves">The most leaves of a tree.</param>
    /// <param name="numberOfTrees">The number of trees.</param>
    /// <param name="minimumExampleCountPerLeaf">The fewest examples of a leaf.</param>
    public static FastForestBinaryTrainer FastForest(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        int numberOfLeaves = TreeDefaults.NumberOfLeaves,
        int numberOfTrees = TreeDefaults.NumberOfTrees,
        int minimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf) =>
        catalog.FastForest(new FastForestBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
        });

    /// <summary>A random forest for two classes.</summary>
    public static FastForestBinaryTrainer FastForest(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, FastForestBinaryTrainer.Options options) =>
        new(Check.NotNull(catalog).Owner.Environment, options);
}
