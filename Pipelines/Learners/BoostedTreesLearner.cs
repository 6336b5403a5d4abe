using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's gradient-boosted trees.</summary>
internal static class BoostedTreesLearner
{
    private static readonly SettingChoice<GrowthPolicy> Policies = new();

    public static LearnerKind Kind { get; } = new(
        "boosted-trees",
        "gradient-boosted trees: one booster for all classes, softmax and cross-entropy; the logistic loss for two, squared error for numbers",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [
            .. TreeSettings.Definitions,
            SettingDefinition.Integer("depth", "most splits between root and leaf, 0 for no limit", 0, 0),
            Policies.Define("growth", "which leaf is divided next"),
            SettingDefinition.Number("l2", "added to the sum of second derivatives of every leaf", 1, 0),
            SettingDefinition.Number("min-hessian", "least sum of second derivatives in a leaf", 0, 0),
            SettingDefinition.Number("min-gain", "what a split must gain more than", 0, 0),
            SettingDefinition.Share("row-fraction", "share of the rows that each tree sees", 1),
            SettingDefinition.Integer("patience", "rounds without a lower validation loss after which training stops, back at the best round; 0 for never", 0, 0),
            Setting.Balance,
            Setting.Scaling(FeatureScaling.None),
            SettingDefinition.Several("monitor", "splits evaluated after every round", "validation+test", Split.Train, Split.Validation, Split.Test),
        ],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings)
    {
        int patience = settings.GetInteger("patience");
        if (patience > 0 && !settings.GetSeveral("monitor").Contains(Split.Validation))
            throw new ArgumentException("The setting 'patience' needs the validation rows: add validation to the setting 'monitor'.", nameof(settings));
        var options = new GradientBoostedTreesOptions
        {
            FeatureColumnName = Columns.Features,
            LabelColumnName = Columns.Label,
            NumberOfTrees = settings.GetInteger(TreeSettings.Trees),
            NumberOfLeaves = settings.GetInteger(TreeSettings.Leaves),
            LearningRate = settings.GetNumber(TreeSettings.Rate),
            MinimumExampleCountPerLeaf = settings.GetInteger(TreeSettings.LeafRows),
            MaximumBinCountPerFeature = settings.GetInteger(TreeSettings.Bins),
            FeatureFraction = settings.GetNumber(TreeSettings.FeatureFraction),
            MaximumDepth = settings.GetInteger("depth"),
            Growth = Policies.Parse(settings["growth"]),
            L2 = settings.GetNumber("l2"),
            MinimumHessianPerLeaf = settings.GetNumber("min-hessian"),
            MinimumSplitGain = settings.GetNumber("min-gain"),
            BalanceClasses = Setting.Balances(task, settings),
            RowFraction = settings.GetNumber("row-fraction"),
            EarlyStopping = patience > 0 ? new EarlyStopping { Monitor = Split.Validation, Patience = patience } : null,
        };
        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
            CreateTrainer = (ml, context) =>
            {
                Setting.RequireValidationFor(patience, context);
                return Trainer(ml, task, options with
                {
                    Seed = context.Seed,
                    Threads = context.Threads,
                    Monitors =
                    [
                        .. settings.GetSeveral("monitor").Where(context.Splits.ContainsKey).Select(split => new MonitorData(split, context.Splits[split])),
                    ],
                    Progress = context.Progress is { } progress ? new RoundProgress(progress, options.NumberOfTrees) : null,
                    CancellationToken = context.Cancellation,
                });
            },
            Describe = Describe,
        };
    }

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, GradientBoostedTreesOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.GradientBoostedTrees(options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.GradientBoostedTrees(options),
        _ => ml.Regression.Trainers.GradientBoostedTrees(options),
    };

    private static TrainingReport Describe(ITransformer transformer) => transformer is ISingleFeaturePredictionTransformer<TreeModel> { Model: var model }
        ? new TrainingReport(model.Ensemble.Trees.Sum(tree => (long)tree.Splits.Length + tree.Leaves.Length), [.. model.History.SelectMany(Points)])
        : TrainingReport.Empty;

    private static IEnumerable<HistoryPoint> Points(BoostingRound round)
    {
        foreach (var monitor in round.Monitors)
        {
            yield return new HistoryPoint(round.Round, round.Round, monitor.Name, "loss", monitor.Loss);
            if (!double.IsNaN(monitor.Accuracy))
                yield return new HistoryPoint(round.Round, round.Round, monitor.Name, Metric.Accuracy, monitor.Accuracy);
        }
    }
}
