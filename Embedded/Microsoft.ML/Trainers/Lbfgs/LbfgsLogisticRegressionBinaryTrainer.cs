using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers;

/// <summary>
/// Trains a logistic regression: minimizes Σ log(1 + exp(−y (w · x + b))) + λ₁‖w‖₁ + ½λ₂‖w‖² by L-BFGS.
/// Label: Boolean. Output: PredictedLabel, Score (log odds) and Probability.
/// </summary>
public sealed class LbfgsLogisticRegressionBinaryTrainer : LbfgsTrainerBase<
    LbfgsLogisticRegressionBinaryTrainer.Options,
    BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>,
    CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>
{
    internal LbfgsLogisticRegressionBinaryTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), RoleColumns.BooleanLabel(options.LabelColumnName))
    {
    }

    private protected override bool ShowTrainingStatistics => LbfgsTrainerOptions.ShowTrainingStatistics;

    /// <summary>Goes on from an already trained linear model.</summary>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(
        IDataView trainData, LinearModelParameters modelParameters) =>
        Train(trainData, CreateModel([Check.NotNull(modelParameters).Bias], [.. modelParameters.Weights], null));

    private protected override int CountOutputs(IDataView data) => 1;

    private protected override LinearObjective CreateObjective(ExampleSet examples, int outputs, int threads) =>
        new LogisticObjective(examples, LbfgsTrainerOptions.L2Regularization, threads);

    private protected override float[] ToPoint(CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model) =>
        [model.SubModel.Bias, .. model.SubModel.Weights];

    private protected override CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> CreateModel(
        float[] biases, float[] weights, ModelStatisticsBase? statistics) =>
        new ValueCalibratedModelParameters<LinearBinaryModelParameters, PlattCalibrator>(
            new LinearBinaryModelParameters(weights, biases[0], statistics), new PlattCalibrator(-1, 0));

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> CreateTransformer(
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model, DataViewSchema trainSchema) =>
        new(model, FeatureColumn.Name, trainSchema[FeatureColumn.Name].Type);

    private protected override IEnumerable<SchemaShape.Column> GetOutputColumns(SchemaShape inputSchema) => TrainerOutput.Binary(calibrated: true);

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : OptionsBase
    {
        /// <summary>Whether to compute statistics of the fit.</summary>
        public bool ShowTrainingStatistics;
    }
}
