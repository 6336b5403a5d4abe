using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Trains a linear binary classifier by stochastic dual coordinate ascent. Label: Boolean. Output: PredictedLabel and Score.</summary>
public sealed class SdcaNonCalibratedBinaryTrainer : SdcaBinaryTrainerBase<LinearBinaryModelParameters>
{
    internal SdcaNonCalibratedBinaryTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), options.LossFunction, calibrated: false)
    {
    }

    private protected override LinearBinaryModelParameters CreateModel(float[] biases, float[] weights) => new(weights, biases[0]);

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : BinaryOptionsBase
    {
        /// <summary>The loss; logistic by default.</summary>
        public ISupportSdcaClassificationLoss LossFunction { get; set; } = new LogLoss();
    }
}
