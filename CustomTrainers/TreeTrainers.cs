using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers;

/// <summary>Grows trees that predict a class: one booster with a tree for each class in every round, softmax, cross-entropy.</summary>
public sealed class MulticlassTreeTrainer : TreeTrainer<MulticlassTreeTransformer, TreeModel>
{
    internal MulticlassTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options, new ClassLabel(options.LabelColumnName))
    {
        if (!options.MonotoneConstraints.IsEmpty)
        {
            throw new ArgumentException(
                $"{nameof(options.MonotoneConstraints)} are for binary classification and regression: "
                + "with several classes a probability depends on the trees of all of them.",
                nameof(options));
        }
    }

    private protected override TreeTask CreateTask(LabelClasses? classes) =>
        new(new SoftmaxLoss(classes!.Count))
        {
            Output = NetworkOutput.ClassProbabilities,
            Weighting = Weighting(classes),
            LabelValues = classes.Values,
        };

    private protected override MulticlassTreeTransformer Wrap(
        TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema) =>
        new(new TreeModel(result, features) { ClassNames = task.LabelValues?.Names }, Options.FeatureColumnName, task.LabelValues);
}

/// <summary>Grows trees that tell true from false: one output, the logit of true, binary cross-entropy.</summary>
public sealed class BinaryTreeTrainer : TreeTrainer<BinaryPredictionTransformer<BinaryTreeModel>, BinaryTreeModel>
{
    internal BinaryTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options, new TruthLabel(options.LabelColumnName))
    {
    }

    private protected override TreeTask CreateTask(LabelClasses? classes) =>
        new(new LogisticLoss()) { Output = NetworkOutput.Logit, Weighting = Weighting(classes!) };

    private protected override BinaryPredictionTransformer<BinaryTreeModel> Wrap(
        TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema) =>
        BinaryModelTransformer.Wrap(Environment, new BinaryTreeModel(result, features), schema, Options.FeatureColumnName);
}

/// <summary>Grows trees that predict a number: squared error. The history's losses are mean squared errors.</summary>
public sealed class RegressionTreeTrainer : TreeTrainer<RegressionTreeTransformer, TreeModel>
{
    internal RegressionTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options, new NumberLabel(options.LabelColumnName))
    {
        if (options.ClassWeights.Count > 0 || options.BalanceClasses)
        {
            throw new ArgumentException(
                $"{nameof(options.ClassWeights)} and {nameof(options.BalanceClasses)} are for classification.", nameof(options));
        }

        if (options.EarlyStopping is { Metric: MonitoredMetric.Accuracy })
        {
            throw new ArgumentException(
                "Early stopping watches the accuracy, which a regression has not: watch the loss.", nameof(options));
        }
    }

    private protected override TreeTask CreateTask(LabelClasses? classes) =>
        new(new SquaredLoss(), LossFactor: 2) { Output = NetworkOutput.Number };

    private protected override RegressionTreeTransformer Wrap(
        TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema) =>
        new(new TreeModel(result, features), Options.FeatureColumnName);
}
