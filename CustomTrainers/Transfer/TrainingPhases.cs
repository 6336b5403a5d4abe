using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>Two trainings of one network, one after the other, told as one.</summary>
internal static class TrainingPhases
{
    /// <summary>One result: epochs, steps and seconds are counted on.</summary>
    public static TrainingResult Join(TrainingResult first, TrainingResult second)
    {
        var last = first.History.Entries is { Count: > 0 } entries ? entries[^1] : null;
        return second with
        {
            History = new TrainingHistory([.. first.History.Entries, .. second.History.Entries.Select(entry => entry.Behind(last))]),
            Epochs = first.Epochs + second.Epochs,
            Iterations = first.Iterations + second.Iterations,
            Seconds = first.Seconds + second.Seconds,
            MonitorSeconds = first.MonitorSeconds + second.MonitorSeconds,
            BestEpoch = second.BestEpoch + first.Epochs,
        };
    }
}
