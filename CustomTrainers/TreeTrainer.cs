using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.CustomTrainers;

/// <summary>What the trainers of boosted trees of all tasks share: reading the rows into bins, holding some out, growing, wrapping the result.</summary>
/// <typeparam name="TTransformer">The trained trees as a transformer.</typeparam>
/// <typeparam name="TModel">The trained trees.</typeparam>
public abstract class TreeTrainer<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : class, ISingleFeaturePredictionTransformer<TModel>
    where TModel : TreeModel
{
    private protected TreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
    {
        options.Validate();
        Environment = env;
        Options = options;
    }

    /// <summary>What ML.NET may know of the trainer: it needs no normalized features, and reads its rows once.</summary>
    public TrainerInfo Info => TrainerFacts.Trees;

    /// <summary>The environment of the context that the trainer is of.</summary>
    private protected IHostEnvironment Environment { get; }

    /// <summary>The settings.</summary>
    public GradientBoostedTreesOptions Options { get; }

    /// <summary>The task.</summary>
    private protected abstract TaskLabel Label { get; }

    /// <summary>Trains on all rows of the input, in one read; they are counted first where some are held out and their number is not known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No rows, an infinite feature, a value that is no category, a missing label, a bad weight, one class alone, or a warm start that does not fit.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var task = Bind(input.Schema);
        var features = TreeFeatures.Of(input.Schema, Options);
        WarmStartRules.Require(Options.WarmStart, features, task);
        var binning = new BinningOptions { MaximumBinCount = Options.MaximumBinCountPerFeature, CategoricalColumns = features.Categorical, Threads = Options.Threads };
        var rows = BinnedRowReader.Read(
            input, Source("training"), binning, Options.ValidationFraction, Options.Seed, Options.WarmStart?.Ensemble, Options.CancellationToken);
        var result = Train(task, features, rows);
        CatalogEnvironment.Info(Environment, GetType().Name, FormattableString.Invariant($"Grew the trees of {result.History.Length} rounds; kept those of {result.BestRound}."));
        return Wrap(task, InUnits(result, task.LossFactor), features, input.Schema);
    }

    /// <summary>The input's shape with the columns that the trained trees add.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FeatureColumn.Check(inputSchema, Options.FeatureColumnName);
        foreach (var name in Options.CategoryColumnNames) CategoryColumn.Check(inputSchema, name);
        if (Options.ExampleWeightColumnName is { } weights) NumberColumn.Check(inputSchema, weights, "example weight");
        return ShapeColumns.With(inputSchema, Label.OutputShape(inputSchema));
    }

    /// <summary>Checks the label's column and says what is to be learned.</summary>
    private protected abstract TreeTask Bind(DataViewSchema schema);

    /// <summary>Makes the transformer.</summary>
    private protected abstract TTransformer Wrap(TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema);

    private BoostingResult Train(TreeTask task, TreeFeatures features, BinnedRows rows)
    {
        var classWeights = task.Weighting?.For(rows.Targets.Span) ?? [];
        var training = new TrainingRows { Features = rows.Features, Targets = rows.Targets, Weights = rows.Weights, ClassWeights = classWeights };
        var monitors = new List<ValidationRows>();
        if (rows.HeldOut is { } heldOut) monitors.Add(Monitor(GradientBoostedTreesOptions.ValidationMonitor, heldOut, classWeights));
        foreach (var monitor in Options.Monitors) monitors.Add(Monitor(monitor.Name, Read(monitor, features), classWeights));
        var stopsBy = Options.EarlyStopping is { } stopping ? monitors.Find(m => m.Name == stopping.Monitor) : null;
        if (stopsBy is not null) monitors.Remove(stopsBy);
        var options = Options.ToBoostingOptions();
        options = options with { EarlyStoppingImprovement = options.EarlyStoppingImprovement / task.LossFactor };
        if (Options.MonotoneConstraints.Count > 0)
            options = options with { MonotoneConstraints = [.. Options.MonotoneConstraints, .. new int[features.CategoryColumns.Length]] };
        return GradientBooster.Train(
            training, task.Loss, options, stopsBy,
            Options.WarmStart is { } start ? new WarmStart(start.Ensemble, rows.StartScores) : null,
            Options.Progress is { } progress && task.LossFactor != 1 ? new ProgressInUnits(progress, task.LossFactor) : Options.Progress,
            monitors, cancellation: Options.CancellationToken);
    }

    private LabeledRows Read(MonitorData monitor, TreeFeatures features)
    {
        var rows = RowReader.Read(monitor.Data, Source($"monitor '{monitor.Name}'"), Options.CancellationToken);
        if (rows.Width != features.Names.Length)
            throw new InvalidOperationException($"The monitor '{monitor.Name}' has {rows.Width} features, the training data {features.Names.Length}.");
        return rows;
    }

    private static ValidationRows Monitor(string name, LabeledRows rows, float[] classWeights)
    {
        var targets = new float[rows.Count];
        for (var i = 0; i < targets.Length; i++) targets[i] = (float)rows.Labels.Span[i];
        var weights = rows.Weights;
        if (classWeights.Length > 0)
        {
            var combined = new float[targets.Length];
            for (var i = 0; i < combined.Length; i++) combined[i] = classWeights[(int)targets[i]] * (rows.Weights.IsEmpty ? 1 : rows.Weights.Span[i]);
            weights = combined;
        }

        return new ValidationRows { Name = name, Features = rows.Features, Targets = targets, Weights = weights };
    }

    private RowSource Source(string use) => new(use, Options.FeatureColumnName, Label, Options.ExampleWeightColumnName)
    {
        AllowsMissing = true,
        CategoryColumnNames = Options.CategoryColumnNames,
        CategorySlots = Options.CategorySlots,
    };

    private static BoostingResult InUnits(BoostingResult result, double factor)
        => factor == 1 ? result : result with { History = [.. result.History.Select(round => InUnits(round, factor))] };

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
