using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// This project's gradient-boosted trees. An option of them is reached from the command line and from suite files by one entry of the
/// settings here.
/// </summary>
internal static class BoostedTreesLearner
{
    private static readonly Setting<int?> Patience = Setting.IntegerOrAuto(
        "patience",
        "rounds without a lower validation loss after which training stops, back at the best round; 0 for never; auto: never where trees "
            + "are given, else 50", 0);

    private static readonly Setting<IReadOnlyList<string>> Monitor = SharedSettings.Monitor("splits evaluated after every round");

    private static readonly OptionSettings<GradientBoostedTreesOptions> Options = new()
    {
        { TreeSettings.OpenTrees, (options, value) => options with { NumberOfTrees = value } },
        { TreeSettings.Leaves, (options, value) => options with { NumberOfLeaves = value } },
        { TreeSettings.OpenRate, (options, value) => options with { LearningRate = value } },
        { TreeSettings.LeafRows, (options, value) => options with { MinimumExampleCountPerLeaf = value } },
        { TreeSettings.Bins, (options, value) => options with { MaximumBinCountPerFeature = value } },
        {
            Setting.Integer("bin-sets", "sets of bins that the trees of successive rounds use in turn", 2, 1, BinningOptions.MostBinSets),
            (options, value) => options with { BinSetCount = value }
        },
        { TreeSettings.FeatureFraction, (options, value) => options with { FeatureFraction = value } },
        { TreeSettings.Depth, (options, value) => options with { MaximumDepth = value } },
        { Setting.Choice<GrowthPolicy>("growth", "which leaf is divided next"), (options, value) => options with { Growth = value } },
        {
            Setting.Number("l2", "added to the sum of second derivatives of every leaf", 1, 0),
            (options, value) => options with { L2 = value }
        },
        {
            Setting.Number("min-hessian", "least sum of second derivatives in a leaf", 0, 0),
            (options, value) => options with { MinimumHessianPerLeaf = value }
        },
        {
            Setting.Number("min-gain", "what a split must gain more than", 0, 0),
            (options, value) => options with { MinimumSplitGain = value }
        },
        {
            Setting.Share("row-fraction", "share of the rows that each tree sees", 0.75),
            (options, value) => options with { RowFraction = value }
        },
        {
            Setting.Share("split-feature-fraction", "share of its tree's features that each split may use", 0.5),
            (options, value) => options with { FeatureFractionPerSplit = value }
        },
        {
            Setting.Integer(
                "category-group", "fewest rows that divisions of a feature of more than four categories differ by", 100, 1),
            (options, value) => options with { MinimumExampleCountPerCategoryGroup = value }
        },
        {
            Setting.Integer(
                "target-encoding", "values from which a category also gives the mean target of its value; 0 for never", 16, 0),
            (options, value) => options with { TargetEncodingMinimumCategories = value }
        },
        {
            Patience,
            (options, value) =>
                value > 0 ? options with { EarlyStopping = new EarlyStopping { Monitor = Split.Validation, Patience = value } } : options
        },
        { SharedSettings.Balance, (options, value) => options with { BalanceClasses = value } },
        SharedSettings.NoScaling,
        Monitor,
    };

    public static LearnerKind Kind { get; } = new(
        "boosted-trees",
        "gradient-boosted trees: one booster for all classes, softmax and cross-entropy; the logistic loss for two, "
            + "squared error for numbers",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [.. Options],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings)
    {
        SharedSettings.RequireValidation(settings, Patience, Monitor);
        SharedSettings.RequireEnd(settings, Patience, TreeSettings.OpenTrees);
        SharedSettings.RequireClasses(task, settings);
        var options = Options.Apply(
            settings, new GradientBoostedTreesOptions { FeatureColumnName = Columns.Features, LabelColumnName = Columns.Label });
        var rounds = options.NumberOfTrees ?? BoostingLength.MostRounds;
        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = settings.Get(SharedSettings.NoScaling),
            Missing = MissingFeatures.Kept, // each split has a side for them
            CreateTrainer = (ml, context) =>
            {
                SharedSettings.RequireValidation(settings, Patience, context);
                return Trainer(ml, task, options with
                {
                    Seed = context.Seed,
                    Threads = context.Threads,
                    Monitors = SharedSettings.Monitors(settings, Monitor, isOpen: options.NumberOfTrees is null, context),
                    Progress = context.Progress is { } progress ? new RoundProgress(progress, rounds) : null,
                    CancellationToken = context.Cancellation,
                });
            },
            Describe = Describe,
        };
    }

    /// <summary>The trainer of a task.</summary>
    public static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, GradientBoostedTreesOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.GradientBoostedTrees(options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.GradientBoostedTrees(options),
        _ => ml.Regression.Trainers.GradientBoostedTrees(options),
    };

    private static TrainingReport Describe(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<TreeModel> { Model: var model }
        ? new(model.Ensemble.Trees.Sum(tree => (long)tree.Splits.Length + tree.Leaves.Length), [.. model.History.SelectMany(Points)])
        : TrainingReport.Empty;

    private static IEnumerable<HistoryPoint> Points(BoostingRound round)
    {
        foreach (var monitor in round.Monitors)
        {
            yield return new HistoryPoint(round.Round, round.Round, monitor.Name, Metric.Loss, monitor.Loss);
            if (!double.IsNaN(monitor.Accuracy))
                yield return new HistoryPoint(round.Round, round.Round, monitor.Name, Metric.Accuracy, monitor.Accuracy);
        }
    }

    /// <summary>Passes the progress of boosted trees on in rounds.</summary>
    private sealed class RoundProgress(IProgress<FitProgress> progress, int rounds) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => progress.Report(new FitProgress(value.Round, rounds, "round"));
    }
}
