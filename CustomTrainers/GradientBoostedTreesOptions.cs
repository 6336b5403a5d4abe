using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Categories;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of gradient-boosted trees: how they are grown and what they are applied to; monotone constraints are for the slots of the
/// feature column. Immutable; checked when the trainer is made.
/// </summary>
public sealed record GradientBoostedTreesOptions : BoostingSettings, ITrainerOptions
{
    /// <summary>The default settings.</summary>
    public GradientBoostedTreesOptions()
    {
        (NumberOfTrees, LearningRate, Threads) = (null, 0.05, Environment.ProcessorCount);
        (RowFraction, FeatureFractionPerSplit) = (0.75, 0.5);
    }

    /// <inheritdoc/>
    public string FeatureColumnName { get; init; } = "Features";

    /// <inheritdoc/>
    public string LabelColumnName { get; init; } = "Label";

    /// <inheritdoc/>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// Columns of keys that are features too: their values are categories, which splits divide into two sets. Not inside ML.NET's
    /// OneVersusAll, whose models get the feature column alone. Default none.
    /// </summary>
    public IReadOnlyList<string> CategoryColumnNames { get; init; } = [];

    /// <summary>
    /// Slots of the feature column whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.
    /// </summary>
    public IReadOnlyList<int> CategorySlots { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <inheritdoc/>
    public bool BalanceClasses { get; init; }

    /// <summary>
    /// The largest number of bins that one tree sees of a feature, 2 to 255 (<see cref="BinningOptions.MaximumBinCount"/>). Default 255.
    /// </summary>
    public int MaximumBinCountPerFeature { get; init; } = 255;

    /// <summary>
    /// The largest number of sets of bins, 1 to 16, which the trees of successive rounds use in turn
    /// (<see cref="BinningOptions.BinSetCount"/>): borders become finer, and a training hardly takes longer. Default 2.
    /// </summary>
    public int BinSetCount { get; init; } = 2;

    /// <summary>
    /// A category of at least so many values also gives the mean target of its value, of several classes the share of each: numbers that
    /// splits use like all others (<see cref="CategoryMeans"/>). Categories are slots that are one-hot, with the annotation of ML.NET's
    /// one-hot encoding, <see cref="CategorySlots"/> and <see cref="CategoryColumnNames"/>. Training rows get the means of other training
    /// rows. A warm start keeps the means that it has. 0 for never. Default 16.
    /// </summary>
    public int TargetEncodingMinimumCategories { get; init; } = 16;

    /// <inheritdoc/>
    public double? ValidationFraction { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>
    /// Trained trees to continue from: <see cref="BoostingSettings.NumberOfTrees"/> rounds are added to them. The features and the classes
    /// must be the same. Default null.
    /// </summary>
    public TreeModel? WarmStart { get; init; }

    /// <summary>Told of each round's end; null for nobody.</summary>
    public IProgress<BoostingRound>? Progress { get; init; }

    /// <inheritdoc/>
    public CancellationToken CancellationToken { get; init; }

    bool ITrainerOptions.IsOpen => NumberOfTrees is null && EarlyStopping is null;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(CategoryColumnNames);
        ArgumentNullException.ThrowIfNull(CategorySlots);
        TrainerRules.Require(this);
        if (Threads < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"{nameof(Threads)} must be at least 1; found {Threads}.");
        if (CategorySlots.Any(slot => slot < 0) || CategorySlots.Distinct().Count() < CategorySlots.Count)
        {
            throw new ArgumentException(
                $"{nameof(CategorySlots)} must be different slots from 0; found {string.Join(", ", CategorySlots)}.",
                nameof(CategorySlots));
        }

        if (CategoryColumnNames.Any(string.IsNullOrEmpty)
            || CategoryColumnNames.Distinct(StringComparer.Ordinal).Count() < CategoryColumnNames.Count)
        {
            var names = string.Join(", ", CategoryColumnNames.Select(n => $"'{n}'"));
            throw new ArgumentException(
                $"{nameof(CategoryColumnNames)} must be different names; found {names}.", nameof(CategoryColumnNames));
        }

        if (TargetEncodingMinimumCategories < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(TargetEncodingMinimumCategories), TargetEncodingMinimumCategories,
                $"{nameof(TargetEncodingMinimumCategories)} must be a number of values, or 0 for never; found "
                    + $"{TargetEncodingMinimumCategories}.");
        }

        if (MaximumBinCountPerFeature is < 2 or > BinningOptions.MostBins)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaximumBinCountPerFeature), MaximumBinCountPerFeature,
                $"{nameof(MaximumBinCountPerFeature)} must be between 2 and {BinningOptions.MostBins}; "
                    + $"found {MaximumBinCountPerFeature}.");
        }

        if (BinSetCount is < 1 or > BinningOptions.MostBinSets)
        {
            throw new ArgumentOutOfRangeException(
                nameof(BinSetCount), BinSetCount,
                $"{nameof(BinSetCount)} must be between 1 and {BinningOptions.MostBinSets}; found {BinSetCount}.");
        }

        base.Validate();
    }
}
