using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Sdca;

namespace Microsoft.ML.Trainers;

/// <summary>Trains a linear regression by stochastic dual coordinate ascent. Label: Single. Output: Score.</summary>
public sealed class SdcaRegressionTrainer : SdcaTrainerBase<
    SdcaRegressionTrainer.Options, RegressionPredictionTransformer<LinearRegressionModelParameters>, LinearRegressionModelParameters>
{
    internal SdcaRegressionTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.SingleLabel(options.LabelColumnName))
    {
    }

    private protected override DualCoordinateAscent CreateAscent(ExampleSet examples, DataViewType labelType, SdcaSettings settings) =>
        new ScalarAscent(examples, settings, SdcaTrainerOptions.LossFunction);

    private protected override LinearRegressionModelParameters CreateModel(float[] biases, float[] weights) => new(weights, biases[0]);

    private protected override float ChooseL2(long examples, int maximumIterations) => examples switch
    {
        > 10000 => 1e-4f,
        < 200 => 1e-2f,
        _ => 1e-3f,
    };

    private protected override RegressionPredictionTransformer<LinearRegressionModelParameters> CreateTransformer(
        LinearRegressionModelParameters model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Regression();

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : OptionsBase
    {
        /// <summary>The defaults.</summary>
        public Options()
        {
            ConvergenceTolerance = 0.01f;
            BiasLearningRate = 1;
        }

        /// <summary>The loss; squared by default.</summary>
        public ISupportSdcaRegressionLoss LossFunction { get; set; } = new SquaredLoss();
    }
}
