using System.Collections.Immutable;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.Numerics.Trees;

/// <summary>How an ensemble is grown.</summary>
public sealed record BoostingOptions : IGrowthOptions
{
    /// <summary>Rounds; each grows one tree for every output of the loss. Default 100.</summary>
    public int NumberOfTrees { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, above 0. Default 0.2.</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>The largest number of leaves of a tree; 0 means no limit (then <see cref="MaximumDepth"/> must set one). Default 20.</summary>
    public int NumberOfLeaves { get; init; } = 20;

    /// <summary>The largest number of splits between root and leaf; 0 means no limit. Default 0.</summary>
    public int MaximumDepth { get; init; }

    public GrowthPolicy Growth { get; init; } = GrowthPolicy.LeafWise;

    /// <summary>The least number of examples in a leaf. Default 10.</summary>
    public int MinimumExampleCountPerLeaf { get; init; } = 10;

    /// <summary>The least sum of second derivatives in a leaf. Default 0.</summary>
    public double MinimumHessianPerLeaf { get; init; }

    /// <summary>λ, added to every sum of second derivatives. Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>A split must gain more than this. Default 0.</summary>
    public double MinimumSplitGain { get; init; }

    /// <summary>The share of rows each tree sees, drawn without replacement. Default 1.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>The share of features each tree may use. Default 1.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>The share of its tree's features each split may use. Default 1.</summary>
    public double FeatureFractionPerSplit { get; init; } = 1;

    /// <summary>For each column 1 (predictions must not fall as it rises), -1 (must not rise) or 0; empty for none.</summary>
    public ImmutableArray<int> MonotoneConstraints { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Added to H when categories are put in order, so that rare ones stay near the middle. Default 10.</summary>
    public double CategoricalSmoothing { get; init; } = 10;

    /// <summary>Added to <see cref="L2"/> when the gain of a split by categories is measured. Default 10.</summary>
    public double CategoricalL2 { get; init; } = 10;

    /// <summary>Training stops after this many rounds that are no better on the validation rows, and returns to the best; 0 means never. Default 0.</summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>What "better" is measured by. Default the loss.</summary>
    public MonitoredMetric EarlyStoppingMetric { get; init; } = MonitoredMetric.Loss;

    /// <summary>How much better than the best a round must be to count, at least 0. Default 0.</summary>
    public double EarlyStoppingImprovement { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Threads used; 0 means one for each processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Checks the settings, all but those that depend on the number of columns.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        Positive(NumberOfTrees, nameof(NumberOfTrees));
        Defined(Growth, nameof(Growth));
        Defined(EarlyStoppingMetric, nameof(EarlyStoppingMetric));
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "must be above 0 and finite");
        Require(NumberOfLeaves is 0 or >= 2, nameof(NumberOfLeaves), NumberOfLeaves, "must be at least 2, or 0 for no limit");
        Require(MaximumDepth >= 0, nameof(MaximumDepth), MaximumDepth, "must be at least 1, or 0 for no limit");
        Require(NumberOfLeaves > 0 || MaximumDepth > 0, nameof(NumberOfLeaves), NumberOfLeaves, "must be set when MaximumDepth is 0: one of the two has to bound the tree");
        Positive(MinimumExampleCountPerLeaf, nameof(MinimumExampleCountPerLeaf));
        NotNegative(MinimumHessianPerLeaf, nameof(MinimumHessianPerLeaf));
        NotNegative(L2, nameof(L2));
        NotNegative(MinimumSplitGain, nameof(MinimumSplitGain));
        Fraction(RowFraction, nameof(RowFraction));
        Fraction(FeatureFraction, nameof(FeatureFraction));
        Fraction(FeatureFractionPerSplit, nameof(FeatureFractionPerSplit));
        NotNegative(CategoricalSmoothing, nameof(CategoricalSmoothing));
        NotNegative(CategoricalL2, nameof(CategoricalL2));
        Require(EarlyStoppingRounds >= 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "must be at least 0");
        NotNegative(EarlyStoppingImprovement, nameof(EarlyStoppingImprovement));
        Require(Threads >= 0, nameof(Threads), Threads, "must be at least 0");
        foreach (int direction in MonotoneConstraints)
            Require(direction is >= -1 and <= 1, nameof(MonotoneConstraints), direction, "must hold only -1, 0 and 1");
    }

    internal void Validate(int columns)
    {
        Validate();
        if (MonotoneConstraints.IsEmpty) return;
        if (MonotoneConstraints.Length != columns)
        {
            throw new ArgumentException(
                $"MonotoneConstraints has {MonotoneConstraints.Length} values for {columns} feature columns: give one of -1, 0 and 1 for each column.");
        }
    }

    private static void Require(bool condition, string name, object value, string rule)
    {
        if (!condition) throw new ArgumentException($"{name} is {value}; it {rule}.");
    }

    private static void Defined<T>(T value, string name)
        where T : struct, Enum => Require(Enum.IsDefined(value), name, value, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");

    private static void Positive(int value, string name) => Require(value >= 1, name, value, "must be at least 1");

    private static void NotNegative(double value, string name) => Require(value >= 0 && double.IsFinite(value), name, value, "must be at least 0 and finite");

    private static void Fraction(double value, string name) => Require(value is > 0 and <= 1, name, value, "must be above 0 and at most 1");
}
