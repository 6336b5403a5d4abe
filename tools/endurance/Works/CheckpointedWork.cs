using System.Globalization;
using System.Security.Cryptography;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Endurance.Works;

/// <summary>A training with one checkpoint, which writes what came of it into a file of its own.</summary>
public abstract class CheckpointedWork : IWork
{
    private const string ResultName = "result.txt";

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public void Run(string folder, Action<string> warn, CancellationToken cancellation) => AtomicFile.WriteText(
        Path.Combine(folder, ResultName), string.Join('\n', Train(folder, CheckpointIn(folder), warn, cancellation)));

    /// <inheritdoc/>
    public bool HasTwoGenerations(string folder) => File.Exists($"{CheckpointIn(folder)}.previous");

    /// <inheritdoc/>
    public IReadOnlyList<string> Result(string folder) => File.ReadAllLines(Path.Combine(folder, ResultName));

    /// <inheritdoc/>
    public virtual IReadOnlyList<WorkFile> Files(string folder) => [FileOf(CheckpointIn(folder))];

    /// <summary>The checkpoint, and the older one that may take its place.</summary>
    protected static WorkFile FileOf(string checkpoint) =>
        new(checkpoint, $"{checkpoint}.previous", NeedsWarning: true, NeedsIt: true, OtherIsSound: true);

    /// <summary>Where the checkpoint is.</summary>
    protected static string CheckpointIn(string folder) => Path.Combine(folder, "training.checkpoint");

    /// <summary>Trains and gives the lines of the result.</summary>
    protected abstract IEnumerable<string> Train(
        string folder, string checkpoint, Action<string> warn, CancellationToken cancellation);

    /// <summary>A line for the bits of something.</summary>
    protected static string Line(string what, ReadOnlySpan<byte> bytes) => $"{what} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    /// <summary>The lines of a network's history, without its times.</summary>
    protected static IEnumerable<string> Lines(TrainingHistory history) => history.Entries.Select(e => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Epoch} {e.Iteration} {e.EndOfEpoch} {e.LearningRate:R} {e.BatchLoss:R} {e.BatchAccuracy:R} "
            + $"{string.Join(' ', e.Monitors.Select(m => $"{m.Loss:R} {m.Accuracy:R}"))}"));
}
