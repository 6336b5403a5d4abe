using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trains a random forest for two classes. Label: Boolean. Output: PredictedLabel and Score.</summary>
public sealed class FastForestBinaryTrainer : RandomForestTrainerBase<
    FastForestBinaryTrainer.Options, BinaryPredictionTransformer<FastForestBinaryModelParameters>, FastForestBinaryModelParameters>
{
    internal FastForestBinaryTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.BooleanLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains; a forest makes no use of the validation rows.</summary>
    public BinaryPredictionTransformer<FastForestBinaryModelParameters> Fit(IDataView trainData, IDataView validationData) =>
        TrainWithValidation(trainData, validationData);

    private protected override float ToTarget(float label) => label > 0 ? 1 : -1;

    private protected override FastForestBinaryModelParameters CreateModel(int featureCount, IEnumerable<Tree> trees, double scale) =>
        new(GrownTrees.Create(featureCount, trees, scale, 1));

    private protected override BinaryPredictionTransformer<FastForestBinaryModelParameters> CreateTransformer(
        FastForestBinaryModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Binary(calibrated: false);

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : FastForestOptionsBase
    {
    }
}
