using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.Numerics.Trees;

/// <summary>How <see cref="GradientBooster"/> grows an ensemble: <see cref="BoostingSettings"/> alone, an immutable value.</summary>
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

    internal void Validate(int columns)
    {
        Validate();
        if (MonotoneConstraints.IsEmpty)
            return;
        if (MonotoneConstraints.Length != columns)
        {
            throw new ArgumentException(
                $"MonotoneConstraints has {MonotoneConstraints.Length} values for {columns} feature columns: give one of -1, "
                + "0 and 1 for each column.");
        }
    }
}
