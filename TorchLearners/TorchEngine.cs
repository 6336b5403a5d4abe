using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Learners;
using MlPipelines.TorchLearners.Networks;
using MlPipelines.TorchLearners.Training;

namespace MlPipelines.TorchLearners;

/// <summary>
/// Computes the steps of a training on libtorch and predicts there: <c>new MlpOptions { Engine = new TorchEngine() }</c>. All else is
/// <see cref="Trainer"/>'s: initial weights, order of rows, dropped units, rates, monitors, stopping rule, observers, checkpoints. The
/// trained weights are in the network as well.
/// </summary>
/// <remarks>
/// Computes on the CPU. libtorch has one number of threads for the whole process, the last fit's; the bits of a result may depend on it.
/// </remarks>
public sealed class TorchEngine : INetworkEngine
{
    /// <inheritdoc/>
    /// <exception cref="PlatformNotSupportedException">libtorch could not be loaded; the message says what to do.</exception>
    /// <exception cref="NotSupportedException">A layer, loss or optimizer that this engine does not have.</exception>
    public ITrainingBackend<float> CreateBackend(Network<float> network, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        TorchLibrary.Require();
        return new TorchBackend<float>(network, options);
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

/// <summary>The multilayer perceptron on libtorch, as a kind of learner that a program adds to its own.</summary>
public static class TorchMlpLearner
{
    /// <summary>The kind <c>torch-mlp</c>, the counterpart of <c>mlp</c>. libtorch is loaded by its first fit, not before.</summary>
    public static LearnerKind Kind { get; } = LearnerKinds.Mlp.On(
        "torch-mlp", "mlp on libtorch through TorchSharp: the same settings, initial weights, batches and rates", new TorchEngine());
}
