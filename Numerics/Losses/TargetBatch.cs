using System.Numerics;

namespace MlPipelines.Numerics.Losses;

/// <summary>The targets of one batch, in the order of its rows.</summary>
public readonly ref struct TargetBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows in the batch.</summary>
    public required int Count { get; init; }

    /// <summary>[batch] classes, or empty.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>[batch, target columns] numbers, or empty.</summary>
    public ReadOnlySpan<T> Values { get; init; }

    /// <summary>[batch] weights, or empty for all 1.</summary>
    public ReadOnlySpan<T> Weights { get; init; }
}
