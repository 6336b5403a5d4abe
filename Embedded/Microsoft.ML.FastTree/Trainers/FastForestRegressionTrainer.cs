using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trains a random forest for numbers. Label: Single. Output: Score.</summary>
public sealed class FastForestRegressionTrainer : RandomForestTrainerBase<
    FastForestRegressionTrainer.Options, RegressionPredictionTransformer<FastForestRegressionModelParameters>, FastForestRegressionModelParameters>
{
    internal FastForestRegressionTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.SingleLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains; a forest makes no use of the validation rows.</summary>
    public RegressionPredictionTransformer<FastForestRegressionModelParameters> Fit(IDataView trainData, IDataView validationData) =>
        TrainWithValidation(trainData, validationData);

    private protected override FastForestRegressionModelParameters CreateModel(int featureCount, IEnumerable<Tree> trees, double scale) =>
        new(GrownTrees.Create(featureCount, trees, scale, 1, takeMean: true));

    private protected override RegressionPredictionTransformer<FastForestRegressionModelParameters> CreateTransformer(
        FastForestRegressionModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Regression();

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : FastForestOptionsBase
    {
    }
}
