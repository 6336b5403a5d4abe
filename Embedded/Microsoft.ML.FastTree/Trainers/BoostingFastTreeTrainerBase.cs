using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// The base of trainers of boosted trees (J. Friedman, Greedy Function Approximation: A Gradient Boosting Machine, 2001): each tree fits
/// the gradients at the scores so far by least squares, and the values of its leaves are Newton steps.
/// </summary>
public abstract class BoostingFastTreeTrainerBase<TOptions, TTransformer, TModel> : FastTreeTrainerBase<TOptions, TTransformer, TModel>
    where TOptions : BoostedTreeOptions, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected BoostingFastTreeTrainerBase(IHostEnvironment env, TOptions options, SchemaShape.Column label)
        : base(env, options, label)
    {
    }

    private protected abstract BoostingLoss CreateLoss();

    private protected abstract TModel CreateModel(int featureCount, IEnumerable<Tree> trees);

    /// <summary>What validation rows are judged by, lower being better.</summary>
    private protected abstract double Measure(WatchedRows rows);

    /// <summary>The rows, with the weights of classes where the options ask for that.</summary>
    private protected virtual TrainingRows CreateRows(TreeExamples examples) => examples.ToRows();

    private protected override TModel TrainModel(IDataView data, IDataView? validation, TModel? initial)
    {
        TreeExamples examples = ReadExamples(data, LabelColumn.Name, data.GetRowCount());
        TrainingWatch? watch = CreateWatch(data, validation);
        TrainingRows rows = CreateRows(examples);
        BoostingResult result = GradientBooster.Train(
            rows, CreateLoss(), FastTreeTrainerOptions.ToEngine(), stop: watch is null ? null : trees => watch.Add(trees[0]));
        ReportEmptyTrees(result.Ensemble.Trees);
        IEnumerable<Tree> grown = result.Ensemble.Trees.Where(tree => !tree.Splits.IsEmpty);
        return CreateModel(rows.Features.Columns, watch is null ? grown : grown.Take(watch.TreesToKeep));
    }

    private protected TrainingWatch? CreateWatch(IDataView data, IDataView? validation)
    {
        if (!FastTreeTrainerOptions.NeedsValidation)
            return null;
        if (validation is null)
        {
            throw new InvalidOperationException(FastTreeTrainerOptions.EnablePruning
                ? "Cannot perform pruning (pruning) without a validation set (valid). Give one to Fit."
                : "Cannot perform early stopping without a validation set (valid). Give one to Fit.");
        }

        WatchedRows? training = FastTreeTrainerOptions.EarlyStoppingRule is { UsesTrainingScore: true } ? Watched(data) : null;
        return new TrainingWatch(FastTreeTrainerOptions, Watched(validation), training, Measure);
    }

    private WatchedRows Watched(IDataView data) => WatchedRows.Read(data, FeatureColumn.Name, LabelColumn.Name, Host);
}
