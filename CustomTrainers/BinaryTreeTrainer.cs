using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.CustomTrainers;

/// <summary>Grows trees that tell true from false: one output, the logit of true, binary cross-entropy.</summary>
public sealed class BinaryTreeTrainer : TreeTrainer<BinaryPredictionTransformer<BinaryTreeModel>, BinaryTreeModel>
{
    internal BinaryTreeTrainer(IHostEnvironment env, GradientBoostedTreesOptions options)
        : base(env, options)
    {
    }

    private protected override TaskLabel Label => new TruthLabel(Options.LabelColumnName);

    private protected override TreeTask Bind(DataViewSchema schema)
    {
        Label.Find(schema);
        var weighting = new ClassWeighting(Options.ClassWeights, Options.BalanceClasses, 2, c => c == 1 ? "true" : "false");
        weighting.Check();
        return new TreeTask(new LogisticLoss()) { Weighting = weighting };
    }

    private protected override BinaryPredictionTransformer<BinaryTreeModel> Wrap(TreeTask task, BoostingResult result, TreeFeatures features, DataViewSchema schema)
        => BinaryPrediction.Wrap(Environment, new BinaryTreeModel(result, features), schema, Options.FeatureColumnName);
}
