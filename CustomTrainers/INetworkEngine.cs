using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Another library that computes with the networks of this one: the steps of a training, and predictions. What surrounds that stays the
/// same: options, reading the rows, initial weights, order of rows, monitors, checkpoints, observers, the columns of a prediction.
/// </summary>
public interface INetworkEngine
{
    /// <summary>Makes what computes the steps of one training.</summary>
    /// <param name="network">Its weights are the start; see <see cref="ITrainingBackend{T}.ReadWeights"/> for when they are brought up to
    /// date.</param>
    /// <param name="options">Loss, optimizer, penalties, clipping, threads; checked.</param>
    /// <exception cref="NotSupportedException">The library does not have a layer, the loss or the optimizer.</exception>
    ITrainingBackend<float> CreateBackend(Network<float> network, TrainingOptions options);

    /// <summary>
    /// Makes a function that gives the network's outputs for one row, from its present weights, safe for several threads at once.
    /// </summary>
    RowPrediction CreatePredictor(Network<float> network);
}
