using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.Numerics.Trees;

/// <summary>How <see cref="GradientBooster"/> grows an ensemble, and when it stops: an immutable value.</summary>
public sealed record BoostingOptions : BoostingSettings
{
    /// <summary>The default settings.</summary>
    public BoostingOptions()
    {
    }

    /// <summary>Shared settings, all of them.</summary>
    public BoostingOptions(BoostingSettings settings)
        : base(settings)
    {
    }

    /// <summary>
    /// Training stops after this many rounds that are no better on the validation rows, and returns to the best; 0 means never. Default 0.
    /// </summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>What "better" is measured by. Default the loss.</summary>
    public MonitoredMetric EarlyStoppingMetric { get; init; } = MonitoredMetric.Loss;

    /// <summary>How much better than the best a round must be to count, at least 0. Default 0.</summary>
    public double EarlyStoppingImprovement { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Defined(EarlyStoppingMetric, nameof(EarlyStoppingMetric));
        Require(EarlyStoppingRounds >= 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "must be at least 0");
        NotNegative(EarlyStoppingImprovement, nameof(EarlyStoppingImprovement));
    }

    internal void Validate(int columns)
    {
        Validate();
        if (MonotoneConstraints.IsEmpty) return;
        if (MonotoneConstraints.Length != columns)
        {
            throw new ArgumentException(
                $"MonotoneConstraints has {MonotoneConstraints.Length} values for {columns} feature columns: give one of -1, 0 and 1 for "
                + "each column.");
        }
    }
}
