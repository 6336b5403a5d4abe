using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of gradient-boosted trees: how they are grown and what they are applied to; monotone constraints are for the slots of the
/// feature column. Immutable; checked when the trainer is made.
/// </summary>
public sealed record GradientBoostedTreesOptions : BoostingSettings, ITrainerOptions
{
    /// <summary>The default settings.</summary>
    public GradientBoostedTreesOptions() => Threads = Environment.ProcessorCount;

    /// <summary>
    /// The column of features: a vector of <see cref="float"/> of known size, NaN where a value is missing. Default <c>Features</c>.
    /// </summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// A column of <see cref="float"/> that says how much each row counts, at least 0; null where all count the same. Default null.
    /// </summary>
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

    /// <inheritdoc cref="NetworkOptions.ClassWeights"/>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <inheritdoc cref="NetworkOptions.BalanceClasses"/>
    public bool BalanceClasses { get; init; }

    /// <summary>The largest number of bins of one feature, 2 to 255. Default 255.</summary>
    public int MaximumBinCountPerFeature { get; init; } = 255;

    /// <summary>
    /// Share of the training rows, chosen by <see cref="BoostingSettings.Seed"/>, that is not trained on but evaluated as the monitor
    /// <c>validation</c>, in [0, 1). Default 0.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>Data to evaluate after every round, for the history and for early stopping. Default none.</summary>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>
    /// Stops when a monitor gets no better, and returns to the best round; its patience is in rounds. Null for never. Default null.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Trained trees to continue from: <see cref="BoostingSettings.NumberOfTrees"/> rounds are added to them. The features and the classes
    /// must be the same. Default null.
    /// </summary>
    public TreeModel? WarmStart { get; init; }

    /// <summary>Told of each round's end; null for nobody.</summary>
    public IProgress<BoostingRound>? Progress { get; init; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next round.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(CategoryColumnNames);
        ArgumentNullException.ThrowIfNull(CategorySlots);
        TrainerRules.Require(this);
        if (Threads < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"{nameof(Threads)} must be at least 1; found {Threads}.");
        if (!Enum.IsDefined(Growth)) throw new ArgumentOutOfRangeException(nameof(Growth), Growth, "No such growth policy.");
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

        if (MaximumBinCountPerFeature is < 2 or > 255)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaximumBinCountPerFeature), MaximumBinCountPerFeature,
                $"{nameof(MaximumBinCountPerFeature)} must be between 2 and 255; found {MaximumBinCountPerFeature}.");
        }

        ToBoostingOptions().Validate();
    }

    /// <summary>The settings that growing takes; the constraints as they are, for the slots of the feature column.</summary>
    internal BoostingOptions ToBoostingOptions() => new(this)
    {
        EarlyStoppingRounds = EarlyStopping?.Patience ?? 0,
        EarlyStoppingMetric = EarlyStopping?.Metric ?? MonitoredMetric.Loss,
        EarlyStoppingImprovement = EarlyStopping?.MinimumImprovement ?? 0,
    };
}
