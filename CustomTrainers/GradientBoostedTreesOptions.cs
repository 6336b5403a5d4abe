using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.CustomTrainers;

/// <summary>Settings of gradient-boosted trees. Immutable; checked when the trainer is made.</summary>
public sealed record GradientBoostedTreesOptions
{
    /// <summary>The monitor's name of the rows that <see cref="ValidationFraction"/> holds out.</summary>
    internal const string ValidationMonitor = "validation";

    /// <summary>The column of features: a vector of <see cref="float"/> of known size, NaN where a value is missing. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>A column of <see cref="float"/> that says how much each row counts, at least 0; null where all count the same. Default null.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>Columns of keys that are features too: their values are categories, which splits divide into two sets. Not inside ML.NET's OneVersusAll, whose models get the feature column alone. Default none.</summary>
    public IReadOnlyList<string> CategoryColumnNames { get; init; } = [];

    /// <summary>Slots of the feature column whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.</summary>
    public IReadOnlyList<int> CategorySlots { get; init; } = [];

    /// <summary>How much each class counts, in the order of the label's keys (false before true), each above 0; multiplies the rows' weights. Empty where all count the same. For classification. Default empty.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Whether each class counts the same in total, however rare: rows / (classes · rows of the class). For classification; not beside <see cref="ClassWeights"/>. Default false.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Rounds, at least 1; each grows one tree, for several classes one for each. Default 100.</summary>
    public int NumberOfTrees { get; init; } = 100;

    /// <summary>The largest number of leaves of a tree, at least 2; 0 for no limit (then <see cref="MaximumDepth"/> must set one). Default 20.</summary>
    public int NumberOfLeaves { get; init; } = 20;

    /// <summary>The largest number of splits between root and leaf; 0 for no limit. Default 0.</summary>
    public int MaximumDepth { get; init; }

    /// <summary>Which leaf is divided next. Default the one of the largest gain.</summary>
    public GrowthPolicy Growth { get; init; } = GrowthPolicy.LeafWise;

    /// <summary>What each tree's values are multiplied by, above 0. Default 0.2.</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>The least number of rows in a leaf, at least 1. Default 10.</summary>
    public int MinimumExampleCountPerLeaf { get; init; } = 10;

    /// <summary>The least sum of the loss's second derivatives in a leaf, at least 0. Default 0.</summary>
    public double MinimumHessianPerLeaf { get; init; }

    /// <summary>λ, added to the sum of second derivatives of every leaf, at least 0: the larger, the smaller the leaves' values. Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>A split must gain more than this, at least 0. Default 0.</summary>
    public double MinimumSplitGain { get; init; }

    /// <summary>The largest number of bins of one feature, 2 to 255. Default 255.</summary>
    public int MaximumBinCountPerFeature { get; init; } = 255;

    /// <summary>The share of rows each tree sees, drawn by the seed without replacement, in (0, 1]. Default 1.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>The share of features each tree may use, in (0, 1]. Default 1.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>The share of its tree's features each split may use, in (0, 1]. Default 1.</summary>
    public double FeatureFractionPerSplit { get; init; } = 1;

    /// <summary>For each slot of the feature column 1 (scores must not fall as it rises), -1 (must not rise) or 0; empty for none. For binary classification and regression. Default empty.</summary>
    public IReadOnlyList<int> MonotoneConstraints { get; init; } = [];

    /// <summary>Share of the training rows, chosen by <see cref="Seed"/>, that is not trained on but evaluated as the monitor <c>validation</c>, in [0, 1). Default 0.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>Data to evaluate after every round, for the history and for early stopping. Default none.</summary>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>Stops when a monitor gets no better, and returns to the best round; its patience is in rounds. Null for never. Default null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Trained trees to continue from: <see cref="NumberOfTrees"/> rounds are added to them. The features and the classes must be the same. Default null.</summary>
    public TreeModel? WarmStart { get; init; }

    /// <summary>Seed of every draw. The same seed gives bitwise the same trees, whatever <see cref="Threads"/> is. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads to train with, at least 1. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told of each round's end; null for nobody.</summary>
    public IProgress<BoostingRound>? Progress { get; init; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next round.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The names of what is evaluated after every round.</summary>
    internal IEnumerable<string> MonitorNames
        => ValidationFraction > 0 ? Monitors.Select(m => m.Name).Prepend(ValidationMonitor) : Monitors.Select(m => m.Name);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(CategoryColumnNames);
        ArgumentNullException.ThrowIfNull(CategorySlots);
        ArgumentNullException.ThrowIfNull(MonotoneConstraints);
        ArgumentNullException.ThrowIfNull(Monitors);
        ClassWeightSettings.Require(ClassWeights, BalanceClasses);
        MonitorSettings.Require(MonitorNames, ValidationFraction, EarlyStopping);
        if (Threads < 1) throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"{nameof(Threads)} must be at least 1; found {Threads}.");
        if (!Enum.IsDefined(Growth)) throw new ArgumentOutOfRangeException(nameof(Growth), Growth, "No such growth policy.");
        if (CategorySlots.Any(slot => slot < 0) || CategorySlots.Distinct().Count() < CategorySlots.Count)
            throw new ArgumentException($"{nameof(CategorySlots)} must be different slots from 0; found {string.Join(", ", CategorySlots)}.", nameof(CategorySlots));
        if (CategoryColumnNames.Any(string.IsNullOrEmpty) || CategoryColumnNames.Distinct(StringComparer.Ordinal).Count() < CategoryColumnNames.Count)
            throw new ArgumentException(
                $"{nameof(CategoryColumnNames)} must be different names; found {string.Join(", ", CategoryColumnNames.Select(n => $"'{n}'"))}.", nameof(CategoryColumnNames));
        if (MaximumBinCountPerFeature is < 2 or > 255)
            throw new ArgumentOutOfRangeException(
                nameof(MaximumBinCountPerFeature), MaximumBinCountPerFeature, $"{nameof(MaximumBinCountPerFeature)} must be between 2 and 255; found {MaximumBinCountPerFeature}.");
        ToBoostingOptions().Validate();
    }

    /// <summary>The settings that growing takes; the constraints as they are, for the slots of the feature column.</summary>
    internal BoostingOptions ToBoostingOptions() => new()
    {
        NumberOfTrees = NumberOfTrees,
        NumberOfLeaves = NumberOfLeaves,
        MaximumDepth = MaximumDepth,
        Growth = Growth,
        LearningRate = LearningRate,
        MinimumExampleCountPerLeaf = MinimumExampleCountPerLeaf,
        MinimumHessianPerLeaf = MinimumHessianPerLeaf,
        L2 = L2,
        MinimumSplitGain = MinimumSplitGain,
        RowFraction = RowFraction,
        FeatureFraction = FeatureFraction,
        FeatureFractionPerSplit = FeatureFractionPerSplit,
        MonotoneConstraints = [.. MonotoneConstraints],
        EarlyStoppingRounds = EarlyStopping?.Patience ?? 0,
        EarlyStoppingMetric = EarlyStopping?.Metric ?? MonitoredMetric.Loss,
        EarlyStoppingImprovement = EarlyStopping?.MinimumImprovement ?? 0,
        Seed = Seed,
        Threads = Threads,
    };
}
