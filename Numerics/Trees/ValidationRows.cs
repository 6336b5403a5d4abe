namespace MlPipelines.Numerics.Trees;

/// <summary>Rows the trees are not grown on, to see how well they generalize.</summary>
public sealed record ValidationRows
{
    /// <summary>What the history calls them. Default "validation".</summary>
    public string Name { get; init; } = "validation";

    /// <summary>[rows, features], row-major; NaN is a missing value.</summary>
    public required ReadOnlyMemory<float> Features { get; init; }

    /// <summary>[rows]</summary>
    public required ReadOnlyMemory<float> Targets { get; init; }

    /// <summary>[rows]: how much each row counts, at least 0, or empty when all count the same.</summary>
    public ReadOnlyMemory<float> Weights { get; init; }

    internal void Validate(BoostingLoss loss, int columns)
    {
        if (Targets.Length == 0) throw new ArgumentException($"There are no {Name} rows: give at least one, or none of this.");
        if (Features.Length != (long)Targets.Length * columns)
        {
            throw new ArgumentException(
                $"The {Name} features hold {Features.Length} values; {Targets.Length} rows of {columns} columns need {(long)Targets.Length * columns}.");
        }
        for (int row = 0; row < Targets.Length; row++) loss.CheckTarget(Targets.Span[row], row);
        if (!Weights.IsEmpty && Weights.Length != Targets.Length)
            throw new ArgumentException($"There are {Weights.Length} weights for {Targets.Length} {Name} rows.");
        TrainingRows.CheckWeights(Weights.Span, $"{Name} row", nameof(Weights));
    }
}
