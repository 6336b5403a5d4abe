using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.TorchLearners.Networks;
using MlPipelines.TorchLearners.Training;

namespace MlPipelines.TorchLearners;

/// <summary>
/// Trains networks on libtorch and predicts with them there: <c>new MlpOptions { Engine = new TorchEngine() }</c>. Initial weights, order of
/// rows, dropped units, rates and stopping rule are those of <see cref="Trainer"/>; the trained weights are in the network as well.
/// </summary>
/// <remarks>
/// Computes on the CPU. libtorch has one number of threads for the whole process, the last fit's; the bits of a result may depend on it.
/// </remarks>
public sealed class TorchEngine : INetworkEngine
{
    /// <inheritdoc/>
    /// <exception cref="PlatformNotSupportedException">libtorch could not be loaded; the message says what to do.</exception>
    /// <exception cref="NotSupportedException">A layer that this engine does not have, or checkpoints.</exception>
    public TrainingResult Fit(
        Network<float> network, SampleSet<float> training, IReadOnlyList<Monitor<float>> monitors, TrainingOptions options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(monitors);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        TorchLibrary.Require();
        using var run = new TorchTraining<float>(network, training, monitors, options, progress, cancellation);
        return run.Fit();
    }

    /// <inheritdoc/>
    /// <exception cref="PlatformNotSupportedException">libtorch could not be loaded; the message says what to do.</exception>
    /// <exception cref="NotSupportedException">A layer that this engine does not have.</exception>
    public RowPrediction CreatePredictor(Network<float> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        TorchLibrary.Require();
        return new TorchPredictor(network).Predict;
    }
}
