using MlPipelines.Numerics.Training;

namespace MlPipelines.Parity;

/// <summary>Keeps the loss of every step.</summary>
internal sealed class LossRecorder : ITrainingObserver<double>
{
    public List<double> Losses { get; } = [];

    public void OnIteration(in TrainingIteration<double> iteration) => Losses.Add(iteration.Loss);
}
