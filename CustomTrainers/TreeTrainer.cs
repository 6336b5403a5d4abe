using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// What the trainers of boosted trees of all tasks share: reading the rows into bins, holding some out, growing, wrapping the result.
/// </summary>
/// <typeparam name="TTransformer">The trained trees as a transformer.</typeparam>
/// <typeparam name="TModel">The trained trees.</typeparam>
public abstract class TreeTrainer<TTransformer, TModel> : PredictionTrainer<TTransformer, TModel>
    where TTransformer : class, ISingleFeaturePredictionTransformer<TModel>
    where TModel : TreeModel
{
    private protected TreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options, TaskLabel label)
        : base(env, options, label)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>What ML.NET may know of the trainer: it needs no normalized features, and reads its rows once.</summary>
    public override TrainerInfo Info => TrainerFacts.Trees;

    /// <summary>The settings.</summary>
    public GradientBoostedTreesOptions Options { get; }

    /// <inheritdoc/>
    /// <remarks>The rows are read once; they are counted before where some may be held out and their number is not known.</remarks>
    public override TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = Label.FindClasses(input.Schema);
        var task = CreateTask(classes);
        var features = TreeFeatures.Find(input.Schema, Options.FeatureColumnName, Options.CategorySlots, Options.CategoryColumnNames);
        features.RequireConstraints(Options.MonotoneConstraints.AsSpan(), Options.FeatureColumnName);
        WarmStartRules.Require(Options.WarmStart, features, task);
        if (Options.WarmStart is { } start)
            features = features.InOrderOf(start.Features);
        var encoder = new TargetEncoder(
            features.Sources(FeatureColumn.Find(input.Schema, Options.FeatureColumnName), Options.TargetEncodingMinimumCategories),
            Options.TargetEncodingMinimumCategories, classes?.AllWords(), Options.WarmStart?.Features.Encoding);
        var binning = new BinningOptions
        {
            MaximumBinCount = Options.MaximumBinCountPerFeature,
            BinSetCount = Options.BinSetCount,
            CategoricalColumns = features.Categorical,
            Threads = Options.Threads,
        };
        var source = Source("training") with { TrainedCategories = features.CategoryColumns };
        var rows = BinnedRowReader.Read(
            input, source, binning, TrainerRules.HeldOutShare(Options), keepsClasses: classes is not null, encoder,
            Options.Seed, Options.WarmStart, Options.CancellationToken);
        features = features with { Encoding = rows.Encoding };
        var result = Train(task, classes, features, rows);
        Log(FormattableString.Invariant($"Grew the trees of {result.History.Length} rounds; kept those of {result.BestRound}."));
        return Wrap(task, InUnits(result, task.LossFactor), features, input.Schema);
    }

    /// <summary>What is to be learned.</summary>
    /// <param name="classes">The label's classes; null where it is a number.</param>
    private protected abstract TreeTask CreateTask(LabelClasses? classes);

    /// <summary>Makes the transformer.</summary>
    private protected abstract TTransformer Wrap(TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema);

    private protected override RowSource Source(string use) => base.Source(use) with
    {
        AllowsMissing = true,
        CategoryColumnNames = Options.CategoryColumnNames,
        CategorySlots = Options.CategorySlots,
    };

    private BoostingResult Train(TreeTask task, LabelClasses? classes, TreeFeatures features, BinnedRows rows)
    {
        var classWeights = task.Weighting?.For(rows.Targets.Span, rows.Weights.Span) ?? [];
        var training = new TrainingRows
        {
            Features = rows.Features,
            Targets = rows.Targets,
            Weights = rows.Weights,
            ClassWeights = classWeights,
        };
        var monitors = new List<ValidationRows>();
        if (rows.HeldOut is { } heldOut)
            monitors.Add(Monitor(ITrainerOptions.ValidationMonitor, heldOut, classWeights));
        foreach (var monitor in Options.Monitors)
        {
            var read = Read(monitor, features.Names.Length, source => source with
            {
                TrainedClasses = classes,
                TrainedCategories = features.CategoryColumns,
            });
            monitors.Add(Monitor(monitor.Name, rows.Encoding.Append(read), classWeights));
        }

        var watched = ((ITrainerOptions)Options).IsOpen ? ITrainerOptions.ValidationMonitor : Options.EarlyStopping?.Monitor;
        var stopsBy = monitors.Find(m => m.Name == watched);
        if (stopsBy is not null)
            monitors.Remove(stopsBy);
        var options = new BoostingOptions(Options);
        if (options.Checkpoint is { } checkpoint)
            options = options with { Checkpoint = checkpoint with { Warn = Warning(checkpoint.Warn) } };
        if (options.EarlyStopping is { } inUnits)
        {
            var improvement = inUnits.MinimumImprovement / task.LossFactor;
            options = options with { EarlyStopping = inUnits with { MinimumImprovement = improvement } };
        }

        if (Options.MonotoneConstraints.Length > 0)
        {
            options = options with
            {
                MonotoneConstraints = [.. Options.MonotoneConstraints, .. new int[features.CategoryColumns.Length + rows.Encoding.Count]],
            };
        }
        return GradientBooster.Train(
            training, task.Loss, options, stopsBy,
            Options.WarmStart is { } start ? new WarmStart(start.Ensemble, rows.StartScores) : null,
            Options.Progress is { } progress && task.LossFactor != 1 ? new ProgressInUnits(progress, task.LossFactor) : Options.Progress,
            monitors, cancellation: Options.CancellationToken);
    }

    private static ValidationRows Monitor(string name, LabeledRows rows, float[] classWeights)
    {
        var targets = new float[rows.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (float)rows.Labels.Span[i];
        return new ValidationRows
        {
            Name = name,
            Features = rows.Features,
            Targets = targets,
            Weights = ClassWeighting.Combine<float>(classWeights, targets, rows.Weights),
        };
    }

    private static BoostingResult InUnits(BoostingResult result, double factor) =>
        factor == 1 ? result : result with { History = [.. result.History.Select(round => InUnits(round, factor))] };

    private static BoostingRound InUnits(BoostingRound round, double factor) => round with
    {
        ValidationLoss = round.ValidationLoss * factor,
        Monitors = [.. round.Monitors.Select(m => m with { Loss = m.Loss * factor })],
    };

    private sealed class ProgressInUnits(IProgress<BoostingRound> progress, double factor) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => progress.Report(InUnits(value, factor));
    }
}
