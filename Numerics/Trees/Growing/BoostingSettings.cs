using System.Collections.Immutable;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// How an ensemble is grown, and when it stops: the one place where these settings are declared. <see cref="BoostingOptions"/> are these
/// settings alone; the options of the trainers for ML.NET add their columns and monitors.
/// </summary>
public abstract record BoostingSettings
{
    /// <summary>
    /// Rounds, at least 1; each grows one tree for every output of the loss. Null: with validation rows at most 2000, until these
    /// are predicted no better for 50 rounds; without them 200. Default 100; null for the trainers of ML.NET.
    /// </summary>
    public int? NumberOfTrees { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, above 0. Default 0.2; 0.05 for the trainers of ML.NET.</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>
    /// The largest number of leaves of a tree, at least 2; 0 for no limit (then <see cref="MaximumDepth"/> must set one). Default 20.
    /// </summary>
    public int NumberOfLeaves { get; init; } = 20;

    /// <summary>The largest number of splits between root and leaf; 0 for no limit. Default 0.</summary>
    public int MaximumDepth { get; init; }

    /// <summary>Which leaf is divided next. Default the one of the largest gain.</summary>
    public GrowthPolicy Growth { get; init; } = GrowthPolicy.LeafWise;

    /// <summary>The least number of examples in a leaf, at least 1. Default 10.</summary>
    public int MinimumExampleCountPerLeaf { get; init; } = 10;

    /// <summary>The least sum of the loss's second derivatives in a leaf, at least 0. Default 0.</summary>
    public double MinimumHessianPerLeaf { get; init; }

    /// <summary>
    /// λ, added to the sum of second derivatives of every leaf, at least 0: the larger, the smaller the leaves' values. Default 1.
    /// </summary>
    public double L2 { get; init; } = 1;

    /// <summary>A split must gain more than this, at least 0. Default 0.</summary>
    public double MinimumSplitGain { get; init; }

    /// <summary>
    /// The share of rows each tree sees, drawn by the seed without replacement, in (0, 1] (Friedman, "Stochastic gradient boosting", 2002).
    /// Default 1; 0.75 for the trainers of ML.NET.
    /// </summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>The share of features each tree may use, in (0, 1]. Default 1.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>
    /// The share of its tree's features each split may use, in (0, 1], drawn anew for each split as in random forests (Breiman 2001).
    /// Default 1; 0.5 for the trainers of ML.NET.
    /// </summary>
    public double FeatureFractionPerSplit { get; init; } = 1;

    /// <summary>
    /// For each column of features 1 (predictions must not fall as it rises), -1 (must not rise) or 0; empty for none. For binary
    /// classification and regression. Default empty.
    /// </summary>
    public ImmutableArray<int> MonotoneConstraints { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// Added to the sum of second derivatives when categories are put in order, so that rare ones stay near the middle. At least 0. Default
    /// 10.
    /// </summary>
    public double CategoricalSmoothing { get; init; } = 10;

    /// <summary>Added to <see cref="L2"/> when the gain of a split by categories is measured. At least 0. Default 10.</summary>
    public double CategoricalL2 { get; init; } = 10;

    /// <summary>
    /// For a feature with more than four categories in a node: the right side of each division that is tried has at least so many
    /// examples, and each division has at least so many more on its left side than the one before. This keeps features with many
    /// categories from over-fitting. It is never more than a twentieth of the training rows. At least 1. Default 100.
    /// </summary>
    public int MinimumExampleCountPerCategoryGroup { get; init; } = 100;

    /// <summary>
    /// Stops when the validation rows are predicted no better, and returns to the best round; its patience is in rounds. Null for never,
    /// but see <see cref="NumberOfTrees"/>. Default null.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Seed of every draw. The same seed gives bitwise the same trees, whatever <see cref="Threads"/> is. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Threads used; 0 means one for each processor. The result does not depend on it. Default 0; the number of processors for the trainers
    /// of ML.NET.
    /// </summary>
    [WithoutEffectOnResult]
    public int Threads { get; init; }

    /// <summary>
    /// Writes checkpoints and continues from them: a training that was killed and is begun again, on the same rows with the same settings,
    /// ends with bitwise the same trees and history. Null for none. Default null.
    /// </summary>
    [WithoutEffectOnResult]
    public BoostingCheckpointOptions? Checkpoint { get; init; }

    /// <summary>Checks the settings, all but those that depend on the number of columns.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public virtual void Validate()
    {
        Positive(NumberOfTrees ?? 1, nameof(NumberOfTrees));
        Defined(Growth, nameof(Growth));
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "must be above 0 and finite");
        Require(NumberOfLeaves is 0 or >= 2, nameof(NumberOfLeaves), NumberOfLeaves, "must be at least 2, or 0 for no limit");
        Require(MaximumDepth >= 0, nameof(MaximumDepth), MaximumDepth, "must be at least 1, or 0 for no limit");
        Require(
            NumberOfLeaves > 0 || MaximumDepth > 0, nameof(NumberOfLeaves), NumberOfLeaves,
            "must be set when MaximumDepth is 0: one of the two has to bound the tree");
        Positive(MinimumExampleCountPerLeaf, nameof(MinimumExampleCountPerLeaf));
        NotNegative(MinimumHessianPerLeaf, nameof(MinimumHessianPerLeaf));
        NotNegative(L2, nameof(L2));
        NotNegative(MinimumSplitGain, nameof(MinimumSplitGain));
        Fraction(RowFraction, nameof(RowFraction));
        Fraction(FeatureFraction, nameof(FeatureFraction));
        Fraction(FeatureFractionPerSplit, nameof(FeatureFractionPerSplit));
        NotNegative(CategoricalSmoothing, nameof(CategoricalSmoothing));
        NotNegative(CategoricalL2, nameof(CategoricalL2));
        Positive(MinimumExampleCountPerCategoryGroup, nameof(MinimumExampleCountPerCategoryGroup));
        EarlyStopping?.Validate();
        Checkpoint?.Validate();
        Require(Threads >= 0, nameof(Threads), Threads, "must be at least 0");
        foreach (var direction in MonotoneConstraints)
            Require(direction is >= -1 and <= 1, nameof(MonotoneConstraints), direction, "must hold only -1, 0 and 1");
    }

    private static void Require(bool condition, string name, object value, string rule)
    {
        if (!condition)
            throw new ArgumentException($"{name} is {value}; it {rule}.");
    }

    private static void Defined<T>(T value, string name)
        where T : struct, Enum => Require(Enum.IsDefined(value), name, value, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");

    private static void NotNegative(double value, string name) =>
        Require(value >= 0 && double.IsFinite(value), name, value, "must be at least 0 and finite");

    private static void Positive(int value, string name) => Require(value >= 1, name, value, "must be at least 1");

    private static void Fraction(double value, string name) => Require(value is > 0 and <= 1, name, value, "must be above 0 and at most 1");
}

/// <summary>Which leaf of a growing tree is divided next.</summary>
public enum GrowthPolicy
{
    /// <summary>The leaf of the largest gain.</summary>
    LeafWise,

    /// <summary>The leaf nearest to the root.</summary>
    DepthWise,
}
