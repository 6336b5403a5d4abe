using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// The base of trainers of random forests (L. Breiman, Random Forests, 2001): each tree is grown on rows and features drawn for it, and
/// its leaves have the mean label of their rows.
/// </summary>
public abstract class RandomForestTrainerBase<TOptions, TTransformer, TModel> : FastTreeTrainerBase<TOptions, TTransformer, TModel>
    where TOptions : FastForestOptionsBase, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected RandomForestTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(env, options, label)
    {
    }

    /// <summary>What a label adds to the mean of its leaf.</summary>
    private protected virtual float ToTarget(float label) => label;

    private protected abstract TModel CreateModel(int featureCount, IEnumerable<Tree> trees, double scale);

    // Validation rows are of no use to a forest, whose trees do not follow from each other.
    private protected override TModel TrainModel(IDataView data, IDataView? validation, TModel? initial)
    {
        TreeExamples examples = ReadExamples(data, LabelColumn.Name, data.GetRowCount());
        TrainingRows rows = examples.ToRows([.. examples.Labels.Select(ToTarget)]);
        TreeEnsemble forest = RandomForest.Train(rows, new MlPipelines.Numerics.Trees.SquaredLoss(), FastTreeTrainerOptions.ToEngine());
        ReportEmptyTrees(forest.Trees);
        // The engine's values are divided by the number of trees.
        return CreateModel(rows.Features.Columns, forest.Trees, FastTreeTrainerOptions.NumberOfTrees);
    }
}
