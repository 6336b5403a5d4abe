using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// An inner node. A quantity x goes left when x ≤ <see cref="Threshold"/>; a missing value (NaN) when <see cref="MissingLeft"/>. A category
/// listed in <see cref="Categories"/> goes to the side where missing values do not go; any other, seen or not, goes with them.
/// </summary>
public sealed record TreeSplit
{
    /// <summary>The feature's column.</summary>
    public required int Feature { get; init; }

    public required float Threshold { get; init; }

    public required bool MissingLeft { get; init; }

    /// <summary>How much the loss's quadratic model falls, times two.</summary>
    public required double Gain { get; init; }

    public required bool IsCategorical { get; init; }

    /// <summary>Ascending; empty for a quantity.</summary>
    public required ImmutableArray<int> Categories { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>The node on the left, or <c>~leaf</c>.</summary>
    public required int Left { get; init; }

    /// <summary>The node on the right, or <c>~leaf</c>.</summary>
    public required int Right { get; init; }
}
