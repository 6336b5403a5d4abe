using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Another library that computes with the networks of this one: trains their weights, and predicts with them. What surrounds that stays: options,
/// reading the rows, initial weights, the columns of a prediction. Trainers without one use <see cref="Trainer"/>.
/// </summary>
public interface INetworkEngine
{
    /// <summary>Trains the network in place, on the batches and with the rules of <see cref="Trainer"/>.</summary>
    /// <param name="network">Its weights are the start, and are the trained ones afterwards.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="monitors">Sets evaluated on the way; may be empty.</param>
    /// <param name="options">Epochs, batch size, optimizer, …</param>
    /// <param name="progress">Told after every history entry; null for nobody.</param>
    /// <param name="cancellation">Checked before every step.</param>
    TrainingResult Fit(
        Network<float> network, SampleSet<float> training, IReadOnlyList<Monitor<float>> monitors, TrainingOptions options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Makes a function that gives the network's outputs for one row, from its present weights, safe for several threads at once.</summary>
    RowPrediction CreatePredictor(Network<float> network);
}
