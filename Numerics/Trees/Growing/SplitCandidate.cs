namespace MlPipelines.Numerics.Trees;

/// <summary>A way to divide a node.</summary>
internal struct SplitCandidate
{
    /// <summary>How much the loss's quadratic model falls, times two; not positive when there is no split.</summary>
    public double Gain;

    public int Feature;

    /// <summary>A quantity: bins up to this one go left.</summary>
    public int Bin;

    public bool MissingLeft;

    /// <summary>Categories: the bins that go left, that of missing values included; null for a quantity.</summary>
    public bool[]? LeftBins;

    /// <summary>The packed gradients of the left side.</summary>
    public long LeftSum;

    public static SplitCandidate None => new() { Gain = double.NegativeInfinity, Feature = -1 };

    public readonly bool Exists => Feature >= 0;
}
