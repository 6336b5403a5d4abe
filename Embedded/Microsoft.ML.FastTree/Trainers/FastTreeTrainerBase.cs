using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// The base of trainers of trees. Rows with a feature that is missing or infinite are left out of training, with a warning; in prediction
/// a missing value goes to the right of every split. The result is the same for any number of threads.
/// </summary>
public abstract class FastTreeTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBaseWithGroupId<TTransformer, TModel>
    where TOptions : TreeOptions, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected FastTreeTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(
            Check.NotNull(env).Register("FastTreeTraining"),
            RoleColumns.Features(options.FeatureColumnName),
            label,
            RoleColumns.Weight(options.ExampleWeightColumnName))
    {
        FastTreeTrainerOptions = options;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } = new(needNormalization: false, wantCaching: false);

    private protected TOptions FastTreeTrainerOptions { get; }

    private protected sealed override TModel TrainModel(IDataView data, TModel? initial) => TrainModel(data, null, initial);

    private protected TreeExamples ReadExamples(IDataView data, string labelColumnName, long? mostRows)
    {
        FastTreeTrainerOptions.Validate();
        return TreeExamples.Read(data, FeatureColumn.Name, labelColumnName, WeightColumn.Name, mostRows, Host, FastTreeTrainerOptions);
    }

    /// <summary>Says how many trees could not be grown.</summary>
    /// <exception cref="InvalidOperationException">There is one, and the options do not allow that.</exception>
    private protected void ReportEmptyTrees(IEnumerable<Tree> trees)
    {
        int empty = trees.Count(tree => tree.Splits.IsEmpty);
        if (empty == 0)
            return;
        if (!FastTreeTrainerOptions.AllowEmptyTrees)
        {
            throw new InvalidOperationException(
                "Impossible to perform a leaf split, but the learner was configured to not allow empty trees. " +
                $"No feature divides the rows into two parts of at least MinimumExampleCountPerLeaf = {FastTreeTrainerOptions.MinimumExampleCountPerLeaf}.");
        }

        using IChannel channel = Host.Start("Training");
        channel.Warning(
            MessageSensitivity.None,
            $"{empty} of the boosting iterations failed to grow a tree. This is commonly because the minimum documents in leaf hyperparameter was set too high for this dataset.");
    }
}
