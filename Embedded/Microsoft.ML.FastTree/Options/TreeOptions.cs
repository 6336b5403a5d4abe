using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The options of all trainers of trees. They are checked when training starts.</summary>
public abstract class TreeOptions : TrainerInputBaseWithGroupId
{
    /// <summary>The threads used; null for one for each processor. The result does not depend on it.</summary>
    public int? NumberOfThreads;

    /// <summary>The seed of bags of rows and of features drawn for a split.</summary>
    public int Seed = 123;

    /// <summary>The seed of features drawn for a tree.</summary>
    public int FeatureSelectionSeed = 123;

    /// <summary>The most bins of a feature's values, 2 to 255.</summary>
    public int MaximumBinCountPerFeature = 255;

    /// <summary>What a split by a feature that no split used before must gain above others.</summary>
    public double FeatureFirstUsePenalty;

    /// <summary>The same for a feature that n splits used before, times ln(n + 1).</summary>
    public double FeatureReusePenalty;

    /// <summary>The most leaves of a tree.</summary>
    public int NumberOfLeaves = TreeDefaults.NumberOfLeaves;

    /// <summary>The fewest examples of a leaf.</summary>
    public int MinimumExampleCountPerLeaf = TreeDefaults.MinimumExampleCountPerLeaf;

    /// <summary>The number of trees.</summary>
    public int NumberOfTrees = TreeDefaults.NumberOfTrees;

    /// <summary>The share of features that each tree may use.</summary>
    public double FeatureFraction = 1;

    /// <summary>The number of trees grown on each bag of rows; 0 for trees grown on all rows.</summary>
    public int BaggingSize;

    /// <summary>The share of rows in a bag.</summary>
    public double BaggingExampleFraction = 0.7;

    /// <summary>The share of its tree's features that each split may use.</summary>
    public double FeatureFractionPerSplit = 1;

    /// <summary>Whether training goes on, with a warning, when a tree's root cannot be divided; else it is an error.</summary>
    public bool AllowEmptyTrees = true;

    private protected TreeOptions()
    {
    }

    /// <summary>The value that is subtracted from gains, in the unit of the engine's gains.</summary>
    private protected virtual double GainUnit => 1;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Options do not fit together.</exception>
    internal virtual void Validate()
    {
        Check.Param(NumberOfThreads is null or > 0, nameof(NumberOfThreads), $"Must be positive, not {NumberOfThreads}.");
        Check.Param(NumberOfLeaves >= 2, nameof(NumberOfLeaves), $"Must be at least 2, not {NumberOfLeaves}.");
        Check.Param(NumberOfTrees > 0, nameof(NumberOfTrees), $"Must be positive, not {NumberOfTrees}.");
        Check.Param(MinimumExampleCountPerLeaf > 0, nameof(MinimumExampleCountPerLeaf), $"Must be positive, not {MinimumExampleCountPerLeaf}.");
        if (MaximumBinCountPerFeature < 2)
            throw new InvalidOperationException($"MaximumBinCountPerFeature must be between 2 and 255, not {MaximumBinCountPerFeature}.");
        Check.Param(MaximumBinCountPerFeature <= 255, nameof(MaximumBinCountPerFeature), $"Must be between 2 and 255, not {MaximumBinCountPerFeature}.");
        CheckFraction(FeatureFraction, nameof(FeatureFraction));
        CheckFraction(FeatureFractionPerSplit, nameof(FeatureFractionPerSplit));
        CheckFraction(BaggingExampleFraction, nameof(BaggingExampleFraction));
        CheckNotNegative(FeatureFirstUsePenalty, nameof(FeatureFirstUsePenalty));
        CheckNotNegative(FeatureReusePenalty, nameof(FeatureReusePenalty));
        Check.Param(BaggingSize >= 0, nameof(BaggingSize), $"Must be non-negative, not {BaggingSize}.");
        if (BaggingSize > 0 && NumberOfTrees % BaggingSize != 0)
            throw new InvalidOperationException($"Number of trees should be a multiple of number bag size, but {NumberOfTrees} is none of {BaggingSize}.");
    }

    /// <summary>The same for the engine. Valid options alone.</summary>
    internal virtual BoostingOptions ToEngine() => new()
    {
        NumberOfTrees = NumberOfTrees,
        NumberOfLeaves = NumberOfLeaves,
        MinimumExampleCountPerLeaf = MinimumExampleCountPerLeaf,
        Criterion = SplitCriterion.Gradient,
        InitialScore = InitialScore.Zero,
        ThresholdPlacement = ThresholdPlacement.Highest,
        AlwaysSplitRoot = true,
        L2 = 0,
        FeatureFirstUsePenalty = FeatureFirstUsePenalty / GainUnit,
        FeatureReusePenalty = FeatureReusePenalty / GainUnit,
        FeatureFraction = FeatureFraction,
        FeatureFractionPerSplit = FeatureFractionPerSplit,
        RowFraction = BaggingSize > 0 ? BaggingExampleFraction : 1,
        RowFractionPeriod = Math.Max(1, BaggingSize),
        Seed = unchecked((Seed * 31) + FeatureSelectionSeed),
        Threads = NumberOfThreads ?? 0,
    };

    private protected static void CheckNotNegative(double value, string name) =>
        Check.Param(value >= 0 && double.IsFinite(value), name, $"Must be non-negative, not {value}.");

    private protected static void CheckPositive(double value, string name) =>
        Check.Param(value > 0 && double.IsFinite(value), name, $"Must be positive, not {value}.");

    private static void CheckFraction(double value, string name) =>
        Check.Param(value is > 0 and <= 1, name, $"Must be above 0 and at most 1, not {value}.");
}
