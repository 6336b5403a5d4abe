using Microsoft.ML.Calibrators;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>
/// Trains a logistic regression by stochastic dual coordinate ascent. Label: Boolean. Output: PredictedLabel, Score and Probability.
/// </summary>
public sealed class SdcaLogisticRegressionBinaryTrainer : SdcaBinaryTrainerBase<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>
{
    internal SdcaLogisticRegressionBinaryTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), new LogLoss(), calibrated: true)
    {
    }

    private protected override CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> CreateModel(float[] biases, float[] weights) =>
        new ValueCalibratedModelParameters<LinearBinaryModelParameters, PlattCalibrator>(
            new LinearBinaryModelParameters(weights, biases[0]), new PlattCalibrator(-1, 0));

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : BinaryOptionsBase
    {
    }
}
