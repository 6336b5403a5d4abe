using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>
/// Trains a maximum entropy model by stochastic dual coordinate ascent. Label: a key. Output: PredictedLabel and Score, the probabilities
/// of the classes.
/// </summary>
public sealed class SdcaMaximumEntropyMulticlassTrainer : SdcaMulticlassTrainerBase<MaximumEntropyModelParameters>
{
    internal SdcaMaximumEntropyMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env, Check.NotNull(options), new LogLoss())
    {
    }

    private protected override MaximumEntropyModelParameters CreateModel(float[] biases, float[] weights) => new(weights, biases);

    /// <summary>The options of the trainer.</summary>
    public sealed class Options : MulticlassOptions
    {
    }
}
