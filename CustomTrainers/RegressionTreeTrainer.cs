using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers;

/// <summary>Grows trees that predict a number: squared error. The history's losses are mean squared errors.</summary>
public sealed class RegressionTreeTrainer : TreeTrainer<RegressionTreeTransformer, TreeModel>
{
    internal RegressionTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options)
    {
        if (options.ClassWeights.Count > 0 || options.BalanceClasses)
            throw new ArgumentException($"{nameof(options.ClassWeights)} and {nameof(options.BalanceClasses)} are for classification.", nameof(options));
        if (options.EarlyStopping is { Metric: MonitoredMetric.Accuracy })
            throw new ArgumentException("Early stopping watches the accuracy, which a regression has not: watch the loss.", nameof(options));
    }

    private protected override TaskLabel Label => new NumberLabel(Options.LabelColumnName);

    private protected override TreeTask Bind(DataViewSchema schema)
    {
        Label.Find(schema);
        return new TreeTask(new SquaredLoss(), LossFactor: 2);
    }

    private protected override RegressionTreeTransformer Wrap(TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema)
        => new(new TreeModel(result, features), Options.FeatureColumnName);
}
