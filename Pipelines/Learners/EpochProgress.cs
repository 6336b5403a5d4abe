using NetworkProgress = MlPipelines.Numerics.Training.TrainingProgress;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Passes a network's progress on in epochs.</summary>
internal sealed class EpochProgress(IProgress<TrainingProgress> progress) : IProgress<NetworkProgress>
{
    public void Report(NetworkProgress value) =>
        progress.Report(new TrainingProgress(value.Entry.Epoch, value.Epochs, "epoch", value.Entry.BatchLoss));
}
