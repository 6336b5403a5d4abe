using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>A network with the samples to train it on, and who trains it: what a trainer hands to the rules of its options.</summary>
internal sealed record NetworkTraining
{
    /// <summary>What is trained, in place.</summary>
    public required Network<float> Network { get; init; }

    /// <summary>The rows to learn from.</summary>
    public required SampleSet<float> Samples { get; init; }

    /// <summary>Sets evaluated on the way.</summary>
    public required IReadOnlyList<Monitor<float>> Monitors { get; init; }

    /// <summary>Trains, with these settings.</summary>
    public required Func<NetworkTraining, TrainingSettings, TrainingResult> Fit { get; init; }

    /// <summary>Told of each epoch; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the training at its next step.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Trains the network.</summary>
    public TrainingResult Run(TrainingSettings settings) => Fit(this, settings);

    /// <summary>This training as one of several, which progress is told of as one.</summary>
    /// <param name="epochs">Epochs of all.</param>
    /// <param name="behind">The last entry of the training before; null for none.</param>
    public NetworkTraining Within(int epochs, HistoryEntry? behind) =>
        Progress is null ? this : this with { Progress = new PhaseProgress(epochs, behind, Progress) };

    /// <summary>Tells of the epochs of one of several trainings as of the whole.</summary>
    private sealed class PhaseProgress(int epochs, HistoryEntry? last, IProgress<TrainingProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value with { Epochs = epochs, Entry = value.Entry.Behind(last) });
    }
}

/// <summary>Entries of a history that goes on behind another one.</summary>
internal static class HistoryEntries
{
    /// <summary>The entry with epochs, steps and seconds counted on from the last one before; as it is where there is none.</summary>
    public static HistoryEntry Behind(this HistoryEntry entry, HistoryEntry? last) => last is null ? entry : entry with
    {
        Epoch = last.Epoch + entry.Epoch,
        Iteration = last.Iteration + entry.Iteration,
        Seconds = last.Seconds + entry.Seconds,
    };
}
