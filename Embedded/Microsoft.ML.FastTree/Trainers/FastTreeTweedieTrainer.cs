using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Trains boosted trees for numbers of at least 0, many of them 0, by the Tweedie deviance (Y. Yang, W. Qian and H. Zou, Insurance Premium
/// Prediction via Gradient Tree-Boosted Tweedie Compound Poisson Models, 2016). Label: Single. Output: Score.
/// </summary>
public sealed partial class FastTreeTweedieTrainer : BoostingFastTreeTrainerBase<
    FastTreeTweedieTrainer.Options, RegressionPredictionTransformer<FastTreeTweedieModelParameters>, FastTreeTweedieModelParameters>
{
    internal FastTreeTweedieTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.SingleLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains, and lets early stopping and pruning look at the validation rows.</summary>
    public RegressionPredictionTransformer<FastTreeTweedieModelParameters> Fit(IDataView trainData, IDataView validationData) =>
        TrainWithValidation(trainData, validationData);

    private protected override BoostingLoss CreateLoss() => new TweedieLoss(FastTreeTrainerOptions.Index, exactLeaves: true);

    private protected override double Measure(WatchedRows rows) => RegressionError.Measure(rows, FastTreeTrainerOptions.EarlyStoppingMetric, Math.Exp);

    private protected override FastTreeTweedieModelParameters CreateModel(int featureCount, IEnumerable<Tree> trees) =>
        new(GrownTrees.Create(featureCount, trees, 1, 1));

    private protected override RegressionPredictionTransformer<FastTreeTweedieModelParameters> CreateTransformer(
        FastTreeTweedieModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Regression();
}
