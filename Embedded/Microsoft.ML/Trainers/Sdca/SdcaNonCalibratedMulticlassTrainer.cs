using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Trains a linear multiclass classifier by stochastic dual coordinate ascent. Label: a key. Output: PredictedLabel and Score.</summary>
public sealed class SdcaNonCalibratedMulticlassTrainer : SdcaMulticlassTrainerBase<LinearMulticlassModelParameters>
{
    internal SdcaNonCalibratedMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), options.Loss)
    {
    }

    private protected override LinearMulticlassModelParameters CreateModel(float[] biases, float[] weights) => new(weights, biases);

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : MulticlassOptions
    {
        /// <summary>The loss; logistic by default.</summary>
        public ISupportSdcaClassificationLoss Loss { get; set; } = new LogLoss();
    }
}
