using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>How feature values become bins.</summary>
public sealed record BinningOptions
{
    /// <summary>The largest number of value bins of one feature, 2 to 255; missing values have a bin of their own beside them. Default 255.</summary>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Columns whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.</summary>
    public ImmutableArray<int> CategoricalColumns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Threads used; 0 means one for each processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void Validate(int columns)
    {
        if (MaximumBinCount is < 2 or > 255)
            throw new ArgumentException($"MaximumBinCount is {MaximumBinCount}; it must be between 2 and 255.");
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        foreach (int column in CategoricalColumns)
        {
            if ((uint)column >= (uint)columns)
            {
                throw new ArgumentException(
                    $"The categorical column {column} does not exist: the features have columns 0 to {columns - 1}.");
            }
        }
    }
}
