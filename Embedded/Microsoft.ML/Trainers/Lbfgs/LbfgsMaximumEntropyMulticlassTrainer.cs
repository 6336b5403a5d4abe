using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers;

/// <summary>
/// Trains a maximum entropy model (multinomial logistic regression): minimizes Σ −log softmax(W x + b)_label + λ₁‖W‖₁ + ½λ₂‖W‖² by L-BFGS.
/// Label: a key of UInt32. Output: PredictedLabel, a key, and Score, the probabilities of the classes.
/// </summary>
public sealed class LbfgsMaximumEntropyMulticlassTrainer : LbfgsTrainerBase<
    LbfgsMaximumEntropyMulticlassTrainer.Options, MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    internal LbfgsMaximumEntropyMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.KeyLabel(options.LabelColumnName))
    {
    }

    private protected override bool ShowTrainingStatistics => LbfgsTrainerOptions.ShowTrainingStatistics;

    /// <summary>Goes on from an already trained model.</summary>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView trainData, MaximumEntropyModelParameters modelParameters) =>
        Train(trainData, modelParameters);

    private protected override int CountOutputs(IDataView data) => data.Schema[LabelColumn.Name].Type.KeyCountAsInt();

    private protected override LinearObjective CreateObjective(ExampleSet examples, int outputs, int threads) =>
        new SoftmaxObjective(examples, outputs, LbfgsTrainerOptions.L2Regularization, threads);

    private protected override float[] ToPoint(MaximumEntropyModelParameters model) => model.ToPoint();

    private protected override MaximumEntropyModelParameters CreateModel(float[] biases, float[] weights, ModelStatisticsBase? statistics) =>
        new(weights, biases, statistics);

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> CreateTransformer(
        MaximumEntropyModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type, trainSchema[LabelColumn.Name].Annotations);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema)
    {
        inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label);
        return TrainerOutput.Multiclass(label);
    }

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : OptionsBase
    {
        /// <summary>Whether to compute statistics of the fit.</summary>
        public bool ShowTrainingStatistics;
    }
}
