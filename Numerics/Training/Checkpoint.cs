using System.Text.Json.Serialization;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// Where and how often a training writes down everything it needs to go on. A training that finds its file continues from it, and ends with
/// bitwise the same weights and history (but for the seconds) as one that was never interrupted. It must be begun in the same way: the same
/// initial weights, samples and options (threads may differ); a file of any other training is refused. The last file and the one before it
/// (<c>.previous</c>) are kept; each is written under another name and renamed, so that a kill at any moment leaves a sound one. Each has a
/// checksum: where the last one is damaged, the training goes on from the one before it, with a warning.
/// </summary>
public sealed record CheckpointOptions
{
    /// <summary>The file; its folder must exist.</summary>
    public required string Path { get; init; }

    /// <summary>Epochs between checkpoints, 0 for none at epoch ends. Default 1.</summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>Steps between checkpoints, 0 for none between epochs. Default 0.</summary>
    public int EveryIterations { get; init; }

    /// <summary>
    /// Told in a sentence where the last file is damaged and the one before it is taken. The trainers of ML.NET also write it to the log of
    /// their context. Null for nobody. Default null.
    /// </summary>
    public Action<string>? Warn { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        Require(EveryEpochs, nameof(EveryEpochs));
        Require(EveryIterations, nameof(EveryIterations));
    }

    private static void Require(int value, string name)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} of the checkpoints must be at least 0; found {value}.");
    }
}

/// <summary>
/// Where a training is, but for its arrays. Orders and masks are pure functions of the seed and these counters, so no generator's state is
/// needed.
/// </summary>
internal sealed record CheckpointState
{
    /// <summary>Epochs begun.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done.</summary>
    public required long Iteration { get; init; }

    /// <summary>Steps that the optimizer has begun.</summary>
    public required long OptimizerSteps { get; init; }

    /// <summary>Wall-clock time so far.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of it what evaluating the monitors took.</summary>
    public double MonitorSeconds { get; init; }

    /// <summary>Sums over the batches of the epoch that is under way.</summary>
    public required double EpochLoss { get; init; }

    public required double EpochCorrect { get; init; }

    public required double EpochWeight { get; init; }

    /// <summary>Early stopping: the best figure so far, its epoch (0: none yet), evaluations since.</summary>
    public double BestValue { get; init; }

    public int BestEpoch { get; init; }

    public int Waited { get; init; }

    /// <summary>True when early stopping has ended the training.</summary>
    public bool Stopped { get; init; }

    public required HistoryEntry[] History { get; init; }
}

/// <summary>How the state of a checkpoint is JSON.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckpointState))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
