using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trains boosted trees for numbers by squared errors. Label: Single. Output: Score.</summary>
public sealed partial class FastTreeRegressionTrainer : BoostingFastTreeTrainerBase<
    FastTreeRegressionTrainer.Options, RegressionPredictionTransformer<FastTreeRegressionModelParameters>, FastTreeRegressionModelParameters>
{
    internal FastTreeRegressionTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.SingleLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains, and lets early stopping and pruning look at the validation rows.</summary>
    public RegressionPredictionTransformer<FastTreeRegressionModelParameters> Fit(IDataView trainData, IDataView validationData) =>
        TrainWithValidation(trainData, validationData);

    private protected override BoostingLoss CreateLoss() => new MlPipelines.Numerics.Trees.SquaredLoss();

    private protected override double Measure(WatchedRows rows) => RegressionError.Measure(rows, FastTreeTrainerOptions.EarlyStoppingMetric, score => score);

    private protected override FastTreeRegressionModelParameters CreateModel(int featureCount, IEnumerable<Tree> trees) =>
        new(GrownTrees.Create(featureCount, trees, 1, 1));

    private protected override RegressionPredictionTransformer<FastTreeRegressionModelParameters> CreateTransformer(
        FastTreeRegressionModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Regression();
}
