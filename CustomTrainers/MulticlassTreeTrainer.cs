using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers;

/// <summary>Grows trees that predict a class: one booster with a tree for each class in every round, softmax, cross-entropy.</summary>
public sealed class MulticlassTreeTrainer : TreeTrainer<MulticlassTreeTransformer, TreeModel>
{
    internal MulticlassTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options)
    {
        if (options.MonotoneConstraints.Count > 0)
            throw new ArgumentException(
                $"{nameof(options.MonotoneConstraints)} are for binary classification and regression: with several classes a probability depends on the trees of all of them.", nameof(options));
    }

    private protected override TaskLabel Label => new ClassLabel(Options.LabelColumnName);

    private protected override TreeTask Bind(DataViewSchema schema)
    {
        var (column, classes) = LabelColumn.FindKey(schema, Options.LabelColumnName);
        var values = LabelValues.Read(column);
        var weighting = new ClassWeighting(Options.ClassWeights, Options.BalanceClasses, classes, c => values is null ? $"with key {c + 1}" : $"'{values.Names[c]}'");
        weighting.Check();
        return new TreeTask(new SoftmaxLoss(classes)) { Weighting = weighting, LabelValues = values };
    }

    private protected override MulticlassTreeTransformer Wrap(TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema)
        => new(new TreeModel(result, features) { ClassNames = task.LabelValues?.Names }, Options.FeatureColumnName, task.LabelValues);
}
