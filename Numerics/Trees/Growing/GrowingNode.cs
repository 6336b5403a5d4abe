namespace MlPipelines.Numerics.Trees;

/// <summary>A leaf of a tree that still grows.</summary>
internal sealed class GrowingNode
{
    public required int Leaf { get; init; }

    public required int Depth { get; init; }

    /// <summary>The node's rows within the partition.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The same for rows the tree was not grown on.</summary>
    public required int OtherStart { get; init; }

    public required int OtherEnd { get; init; }

    public required long Sum { get; init; }

    public required long Examples { get; init; }

    /// <summary>The values its leaves may have, from monotone constraints above.</summary>
    public (double Low, double High) Bounds { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    public long[]? Histogram { get; set; }

    public long[]? Counts { get; set; }

    public SplitCandidate Split { get; set; } = SplitCandidate.None;

    public int Rows => End - Start;
}
