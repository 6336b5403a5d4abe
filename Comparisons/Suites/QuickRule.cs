namespace MlPipelines.Comparisons.Suites;

/// <summary>What <c>--quick</c> makes of an experiment: fewer seeds, epochs and rows. Nothing is made larger by it.</summary>
public sealed record QuickRule
{
    /// <summary>Most seeds.</summary>
    public int Seeds { get; init; } = 2;

    /// <summary>Epochs are divided by this, and are at least 1.</summary>
    public int EpochDivisor { get; init; } = 10;

    /// <summary>Most rows to train on, null for all.</summary>
    public int? TrainRows { get; init; } = 10_000;

    /// <summary>Most rows to validate and to test on, null for all.</summary>
    public int? OtherRows { get; init; } = 2_000;
}
