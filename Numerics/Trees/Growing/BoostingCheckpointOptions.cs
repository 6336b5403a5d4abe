using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// Where and how often a training of trees writes down everything it needs to go on. As with the <see cref="CheckpointOptions"/> of a
/// network, the last file and the one before it (<c>.previous</c>) are kept, each with a checksum; a file of any other training is refused;
/// and where the last one is damaged, the training goes on from the one before it, with a warning.
/// </summary>
/// <remarks>
/// A file holds all trees so far, and a number of 64 bits for each output of each row that is trained on or monitored: for 100 000 rows of
/// 10 classes 8 MB.
/// </remarks>
public sealed record BoostingCheckpointOptions
{
    /// <summary>The file; its folder must exist.</summary>
    public required string Path { get; init; }

    /// <summary>Rounds between checkpoints, at least 1; the last round always has one. Default 20.</summary>
    public int EveryRounds { get; init; } = 20;

    /// <summary>
    /// Told in a sentence where the last file is damaged and the one before it is taken. The trainers of ML.NET also write it to the log of
    /// their context. Null for nobody. Default null.
    /// </summary>
    public Action<string>? Warn { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        if (EveryRounds < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(EveryRounds), EveryRounds, $"{nameof(EveryRounds)} of the checkpoints must be at least 1; found {EveryRounds}.");
        }
    }
}
